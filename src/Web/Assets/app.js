// Keeps an open page as the branch is, and filters and sorts it; without it everything works by links and forms.
'use strict';
(() => {
  const root = document.documentElement;
  const main = () => document.getElementById('main');
  const skew = Number(root.dataset.now || Date.now()) - Date.now();
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const parsed = html => new DOMParser().parseFromString(html, 'text/html');

  // Ages: the two largest units, as the server writes them.
  const age = seconds => {
    const parts = [[Math.floor(seconds / 86400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'], [Math.floor(seconds / 60) % 60, 'm'], [Math.floor(seconds) % 60, 's']];
    const first = parts.findIndex(part => part[0] > 0);
    return first < 0 ? '0 s' : parts.slice(first, first + 2).filter(part => part[0] > 0).map(part => part.join(' ')).join(' ');
  };
  const tellAges = (within = document) => each('time[datetime]', one => {
    const past = (Date.now() + skew - Date.parse(one.dateTime)) / 1000;
    const text = past >= 0 ? age(past) + ' ago' : 'in ' + age(-past);
    if (one.textContent !== text) one.textContent = text;
  }, within);
  setInterval(tellAges, 10000);

  // Sorting: one column for all tables of a page.
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  let sort = null;
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key ?? cell.querySelector('time')?.dateTime ?? cell.textContent.trim();
  };
  const sortTable = table => {
    const heads = [...table.tHead.rows[0].cells];
    const column = heads.findIndex(head => head.querySelector('button')?.value.replace(/^-/, '') === sort.key);
    if (column < 0) return;
    heads.forEach((head, n) => n === column ? head.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
    const rows = [...table.tBodies[0].rows].map((row, n) => ({ row, n, key: keyOf(row, column) }));
    // What has nothing there comes last, whichever way round.
    rows.sort((a, b) => (a.key === '') - (b.key === '') || (sort.down ? -1 : 1) * collator.compare(a.key, b.key) || a.n - b.n);
    table.tBodies[0].append(...rows.map(one => one.row));
  };
  const sortAll = (within = document) => { if (sort) each('table[data-sortable]', sortTable, within); };

  // Filtering: a row stays that has all the words, or whose pool has them.
  const field = () => document.getElementById('filter');
  const words = () => (field()?.value || '').toLowerCase().split(' ').filter(word => word);
  const filterAll = () => {
    if (!field()) return;
    const asked = words();
    let all = 0, left = 0;
    each('section[data-part]', section => {
      const table = section.querySelector('table[data-sortable]');
      const isPool = section.dataset.part.startsWith('pool-');
      if (!table && !isPool) return;
      const pool = (section.querySelector('h2')?.textContent || '').toLowerCase();
      let found = 0;
      for (const row of table?.tBodies[0].rows || []) {
        const text = pool + ' ' + [...row.cells].map(cell => cell.querySelector('time') ? '' : cell.textContent).join(' ').toLowerCase();
        row.hidden = !asked.every(word => text.includes(word));
        found += !row.hidden;
        all++;
      }
      left += found;
      section.hidden = isPool && asked.length > 0 && found === 0;
    });
    document.getElementById('filtered').textContent = asked.length ? left.toLocaleString('en') + ' of ' + all.toLocaleString('en') : '';
  };
  const addressWith = changes => {
    const address = new URL(location);
    for (const [key, value] of Object.entries(changes)) value ? address.searchParams.set(key, value) : address.searchParams.delete(key);
    return address;
  };
  const remember = () => history.replaceState(history.state, '', addressWith({ q: field()?.value.trim() || '', sort: sort ? (sort.down ? '-' : '') + sort.key : '' }));
  document.addEventListener('input', event => {
    if (event.target.id === 'filter') { filterAll(); remember(); }
  });
  document.addEventListener('submit', event => {
    if (event.target.id !== 'filtering') return;
    event.preventDefault();
    if (event.submitter?.name === 'sort') {
      const key = event.submitter.value.replace(/^-/, '');
      sort = { key, down: sort?.key === key && !sort.down };
      sortAll();
    }
    filterAll();
    remember();
  });

  // Pictures: one stop for the tab key, arrows from bar to bar, and below it what a bar says.
  const bars = timeline => [...timeline.querySelectorAll('a.bar')];
  const enterTimelines = (within = document) => each('[data-timeline]', timeline => bars(timeline).forEach((bar, n) => bar.setAttribute('tabindex', n ? -1 : 0)), within);
  const middle = bar => { const box = bar.getBoundingClientRect(); return box.left + box.width / 2; };
  document.addEventListener('keydown', event => {
    const bar = event.target.closest?.('[data-timeline] a.bar');
    if (!bar || !event.key.startsWith('Arrow')) return;
    const lane = bar.closest('li'), own = bars(lane), step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    let next = step && own[own.indexOf(bar) + step];
    for (let other = lane; !step && !next && other;) {
      other = event.key === 'ArrowUp' ? other.previousElementSibling : other.nextElementSibling;
      next = other && bars(other).sort((a, b) => Math.abs(middle(a) - middle(bar)) - Math.abs(middle(b) - middle(bar)))[0];
    }
    event.preventDefault();
    if (next) { bar.setAttribute('tabindex', -1); next.setAttribute('tabindex', 0); next.focus(); }
  });
  const tell = event => {
    const bar = event.target.closest?.('[data-timeline] a.bar');
    const tip = bar?.closest('section')?.querySelector('[data-tip]');
    if (tip) { tip.textContent = bar.querySelector('title').textContent; tip.classList.add('told'); }
  };
  document.addEventListener('focusin', tell);
  document.addEventListener('mouseover', tell);

  // A part that is shown anew: what had the focus, was open or was scrolled is so again.
  const entered = within => { tellAges(within); sortAll(within); enterTimelines(within); filterAll(); };
  const isTyped = one => one?.matches?.('input:not([type=checkbox], [type=radio]), textarea, select');
  const pathTo = (section, one) => {
    if (one.id) return '#' + CSS.escape(one.id);
    const name = ['href', 'name', 'value'].filter(key => one.hasAttribute(key)).map(key => `[${key}="${CSS.escape(one.getAttribute(key))}"]`).join('');
    return one.localName + name;
  };
  const waiting = new Map();
  const replace = (name, html) => {
    const section = [...main().children].find(child => child.dataset.part === name);
    if (!section) return;
    const focused = section.contains(document.activeElement) ? document.activeElement : null;
    if (isTyped(focused)) { waiting.set(name, html); return; }
    const way = focused && pathTo(section, focused);
    const nth = way ? [...section.querySelectorAll(way)].indexOf(focused) : -1;
    const open = [...section.querySelectorAll('details')].map(one => one.open);
    section.replaceChildren(...parsed(html).body.childNodes);
    each('details', (one) => { one.open = open.shift() ?? false; }, section);
    entered(section);
    if (focused) {
      const same = section.querySelectorAll(way);
      const again = same[nth] || same[0] || main();
      again.focus({ preventScroll: true });
    }
    section.classList.remove('changed');
    void section.offsetWidth;
    section.classList.add('changed');
  };
  document.addEventListener('focusout', event => {
    const name = event.target.closest?.('section[data-part]')?.dataset.part;
    if (isOwed) then(reload);
    else if (waiting.has(name)) setTimeout(() => { const html = waiting.get(name); waiting.delete(name); replace(name, html); });
  });

  // Another page of the same address: its parts are others than before.
  const livePath = () => { const live = main().dataset.live; return live ? new URL(live, location.origin) : null; };
  const bare = address => { address.searchParams.delete('q'); if (field()) address.searchParams.delete('sort'); return address.pathname + address.search; };
  let isOwed = false, isBehind = false, later = null;
  const reload = async () => {
    const text = await fetch(field() ? bare(new URL(location)) : location.pathname + location.search, { headers: { Accept: 'text/html' } })
      .then(answer => answer.ok || answer.status === 404 ? answer.text() : null).catch(() => null);
    isBehind = text === null;
    clearTimeout(later);
    if (isBehind) { later = setTimeout(() => then(reload), 2000 + Math.random() * 8000); return; }
    const page = parsed(text), fresh = page.getElementById('main');
    const focused = main().contains(document.activeElement) && document.activeElement !== main() ? document.activeElement : null;
    isOwed = isTyped(focused) && focused !== field();
    if (isOwed) return;
    const way = focused && pathTo(main(), focused), value = field()?.value, caret = field()?.selectionStart;
    root.dataset.version = page.documentElement.dataset.version || '';
    document.title = page.title;
    waiting.clear();
    main().replaceWith(fresh);
    if (field() && value !== undefined) field().value = value;
    entered(fresh);
    if (!way) return;
    const again = fresh.querySelector(way) || fresh;
    again.focus({ preventScroll: true });
    if (again === field()) again.setSelectionRange(caret, caret);
  };

  // The stream. Only a page that is seen has one: a browser has few connections for each server.
  let stream = null, lost = null, heard = Date.now(), retry = null, work = Promise.resolve();
  const then = act => { work = work.then(act).catch(() => {}); };
  const offline = () => {
    const place = document.getElementById('offline');
    const text = lost && Date.now() - lost > 4000
      ? 'Not connected since ' + new Date(lost).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) + '; this page may be old.' : '';
    if (place.textContent !== text) place.textContent = text;
    place.hidden = !text;
  };
  setInterval(offline, 1000);
  const close = () => { stream?.close(); stream = null; clearTimeout(retry); };
  const connect = () => {
    close();
    const live = livePath();
    if (!live || document.hidden) { lost = null; return; }
    const page = field() ? bare(live) : live.pathname + live.search;
    stream = new EventSource('/live?page=' + encodeURIComponent(page) + '&known=' + encodeURIComponent(root.dataset.version || ''));
    const on = (name, act) => stream.addEventListener(name, event => { heard = Date.now(); act(event); });
    on('open', () => {
      // What came meanwhile by the clock alone has no version.
      if (lost && Date.now() - lost > 60000) then(reload);
      lost = null;
      offline();
    });
    on('beat', () => {});
    on('version', event => then(() => { if (!isBehind) root.dataset.version = event.data; }));
    on('reload', () => then(reload));
    on('part', event => then(() => { const { part, html } = JSON.parse(event.data); replace(part, html); }));
    stream.onerror = event => {
      lost ??= Date.now();
      if (event.target.readyState === EventSource.CLOSED) { clearTimeout(retry); retry = setTimeout(connect, 5000 + Math.random() * 5000); }
    };
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { close(); return; }
    if (Date.now() - heard > 60000) then(reload);
    connect();
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', event => { if (event.persisted) connect(); });

  const asked = new URL(location).searchParams;
  const first = asked.getAll('sort').at(-1);
  if (first && document.querySelector('table[data-sortable]')) sort = { key: first.replace(/^-/, ''), down: first.startsWith('-') };
  // A page that the server has filtered lacks what another filter finds.
  if (field() && asked.get('q')) then(reload);
  entered(document);
  connect();
})();
