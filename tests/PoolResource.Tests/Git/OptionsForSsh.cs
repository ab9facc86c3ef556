namespace PoolResource.Tests.Git;

public sealed class OptionsForSsh
{
    [Theory]
    [InlineData("KexAlgorithms", "+diffie-hellman-group14-sha1")]
    [InlineData("hostkeyalgorithms", "+ssh-rsa,ssh-dss")]
    [InlineData("Ciphers", "^aes128-cbc,3des-cbc")]
    [InlineData("MACs", "hmac-sha1,umac-64@openssh.com")]
    [InlineData("Port", "2222")]
    [InlineData("ServerAliveInterval", "5")]
    public void AreTakenWhenTheyAreHarmless(string name, string value)
    {
        var option = SshOption.Checked(new GitSetting(name, value));

        Assert.Equal(name, option.Name, ignoreCase: true);
        Assert.Equal(value, option.Value);
    }

    [Theory]
    [InlineData("ProxyCommand", "nc %h %p")]
    [InlineData("LocalCommand", "id")]
    [InlineData("KnownHostsCommand", "id")]
    [InlineData("Match", "exec id")]
    [InlineData("Include", "/etc/passwd")]
    [InlineData("PKCS11Provider", "/tmp/x.so")]
    [InlineData("SecurityKeyProvider", "/tmp/x.so")]
    [InlineData("XAuthLocation", "/bin/id")]
    [InlineData("IdentityFile", "/root/.ssh/id_rsa")]
    [InlineData("UserKnownHostsFile", "/dev/null")]
    [InlineData("StrictHostKeyChecking", "no")]
    [InlineData("HostKeyAlias", "other")]
    [InlineData("Hostname", "other")]
    [InlineData("ControlPath", "/tmp/x")]
    [InlineData("ForwardAgent", "yes")]
    [InlineData("SendEnv", "*")]
    [InlineData("Ciphers aes", "x")]
    [InlineData("", "x")]
    public void AreRefusedWhenTheyCouldDoMore(string name, string value) =>
        Sentence.Refuses("source.ssh_options: … is not an option that may be set here; …", () => SshOption.Checked(new GitSetting(name, value)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("aes128-ctr\nProxyCommand id")]
    [InlineData("\"aes\"")]
    [InlineData("$(id)")]
    [InlineData("%h")]
    [InlineData("aes\\")]
    public void AreRefusedWithAValueThatIsNoList(string value) =>
        Sentence.Refuses("source.ssh_options: the value of Ciphers must be …", () => SshOption.Checked(new GitSetting("Ciphers", value)));
}
