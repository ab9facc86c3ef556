using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PoolResource.Web.Api;

/// <summary>The OpenAPI document of the API, made once.</summary>
/// <param name="provider">Makes it.</param>
public sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    private const string Name = "v1";

    private readonly System.Threading.Lock gate = new();
    private Task<byte[]>? document;

    /// <summary>The document, in JSON.</summary>
    public Task<byte[]> ReadAsync()
    {
        lock (gate)
        {
            return document is { IsFaulted: false } made ? made : document = MakeAsync();
        }
    }

    /// <summary>Has the server make it.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ApiDocument>();
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((made, _, _) =>
            {
                made.Info = new OpenApiInfo
                {
                    Title = "Pools of locks",
                    Version = Name,
                    Description = "What a branch with pools of locks tells: who holds what, who waits, and what happened. Every answer names the commit that it is of; as_of and outage say so while the git host is away and it may be old. What the locks hold is never told.",
                };
                made.Servers = [];
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                Close(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, _, _) =>
            {
                foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
                {
                    Bound(parameter);
                }

                return Task.CompletedTask;
            });
        });
    }

    // Every member is always there, and there is no other.
    private static void Close(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 } members)
        {
            schema.Required = new HashSet<string>(members.Keys, StringComparer.Ordinal);
            schema.AdditionalPropertiesAllowed = false;
        }
    }

    private static void Bound(OpenApiParameter parameter)
    {
        parameter.Required = parameter.In == ParameterLocation.Path || parameter.Name is "team" or "pipeline";
        parameter.Schema = parameter.Name switch
        {
            "limit" => new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = Question.HighestLimit.ToString(CultureInfo.InvariantCulture),
                Default = Question.UsualLimit,
            },
            "by" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["pool", "lock", "pipeline", "job"], Default = "pool" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    private async Task<byte[]> MakeAsync() => Encoding.UTF8.GetBytes(await (await provider.GetOpenApiDocumentAsync(CancellationToken.None)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
}
