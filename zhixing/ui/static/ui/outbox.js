/* The outbox: what was typed waits here, encrypted, until the server has answered that it has it. Two kinds of writes: acts (one request each, in order, under a key of
   their own) and the fields of a shared sheet (the last text of each). Nothing is called saved before the answer; nothing goes out under another person's name. */
(function () {
  'use strict';
  const BASE = 'zx-outbox', SOON = 500, POLL = 4000, HIDDEN = 20000, PATIENCE = 15000;

  function usable() { return Boolean(window.isSecureContext && window.indexedDB && window.crypto && window.crypto.subtle && navigator.locks); }
  function word(bytes) { return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), one => one.toString(16).padStart(2, '0')).join(''); }
  function wait(request) { return new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); }); }

  function base() {
    return new Promise((good, bad) => {
      const asked = indexedDB.open(BASE, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore('keys');
        asked.result.createObjectStore('items', { keyPath: 'id' }).createIndex('person', 'person');
      };
      asked.onsuccess = () => { asked.result.onversionchange = () => asked.result.close(); good(asked.result); };
      asked.onerror = () => bad(asked.error);
      asked.onblocked = () => bad(new Error('blocked'));
    });
  }

  /* the key of this person on this machine: made here, and it can not be read out */
  async function keyOf(db, person) {
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const box = db.transaction('keys', 'readwrite').objectStore('keys'), there = await wait(box.get(person));
    if (there) { return there; }
    await wait(box.put(made, person));
    return made;
  }

  class Outbox extends EventTarget {
    constructor(how) {
      super();
      Object.assign(this, how);  /* person, code, sheet (address), serial, version, token */
      this.device = word(12);
      this.fields = new Map();
      this.acts = [];
      this.order = Date.now();
      this.reach = true;
      this.blocked = '';
      this.savedAt = '';
      this.chain = Promise.resolve();
    }

    tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail: detail })); }

    async open() {
      this.db = await base();
      this.key = await keyOf(this.db, this.person);
      const items = this.db.transaction('items').objectStore('items'), rows = await wait(items.index('person').getAll(this.person));
      for (const row of rows) {
        let said;
        try { said = await this.unlock(row); } catch (fault) { continue; /* under a key that is gone: nobody can read it */ }
        if (row.kind === 'act') {
          this.acts.push(Object.assign({ kept: true }, row, said));
          this.order = Math.max(this.order, row.order + 1);
        } else if (row.code === this.code) { this.restored(row, said); }
      }
      this.acts.sort((one, other) => one.order - other.order);
      const all = await wait(this.db.transaction('items').objectStore('items').getAll());
      this.strangers = all.filter(row => row.person !== this.person && !row.saved).length;  /* sent when their writer is here again, never by this one */
      if (navigator.storage && navigator.storage.persist) { navigator.storage.persist().catch(() => false); }
      ['online', 'focus', 'pageshow'].forEach(name => window.addEventListener(name, () => this.go()));
      document.addEventListener('visibilitychange', () => { if (!document.hidden) { this.go(); } });
      window.addEventListener('offline', () => { this.reach = false; this.tell('change'); });
      if (navigator.serviceWorker) {
        navigator.serviceWorker.ready.then(found => { this.worker = found.active; if (this.copied) { this.copy(); } });
        navigator.serviceWorker.addEventListener('message', event => { if (event.data && event.data.again && event.data.kept.indexOf(location.href) >= 0) { this.keptAgain(); } });
      }
      this.count();
      this.tell('change');
      this.go();
      return this;
    }

    /* -- this machine ------------------------------------------------------------------------------------------- */

    async lock(said) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv: iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: iv }, this.key, new TextEncoder().encode(JSON.stringify(said))) };
    }
    async unlock(row) { return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, this.key, row.data))); }

    put(row, said) {
      this.chain = this.chain.then(async () => {
        const locked = await this.lock(said), done = this.db.transaction('items', 'readwrite', { durability: row.kind === 'act' ? 'strict' : 'relaxed' });
        done.objectStore('items').put(Object.assign({ person: this.person, code: this.code }, row, locked));
        await new Promise((good, bad) => { done.oncomplete = good; done.onerror = done.onabort = () => bad(done.error); });
        return true;
      }).catch(fault => { this.tell('full', { fault: fault }); return false; });
      return this.chain;
    }
    drop(id) {
      this.chain = this.chain.then(() => wait(this.db.transaction('items', 'readwrite').objectStore('items').delete(id))).catch(fault => { this.tell('full', { fault: fault }); });
      return this.chain;
    }

    /* -- acts --------------------------------------------------------------------------------------------------- */

    /* do(act): {name, url, fields: [[name, value]], label}. Answers when it is kept on this machine */
    async add(act) {
      this.order += 1;
      const item = Object.assign({ id: word(16), kind: 'act', person: this.person, code: this.code, order: this.order, at: Date.now(), refused: '' }, act);
      this.acts.push(item);
      item.kept = await this.putAct(item);
      this.tell('acts');
      this.changed();
      this.go();
      return item;
    }
    putAct(item) { return this.put({ id: item.id, kind: 'act', order: item.order, at: item.at, code: item.code }, { name: item.name, url: item.url, fields: item.fields, label: item.label, refused: item.refused }); }
    again(item) { item.refused = ''; this.putAct(item); this.tell('acts'); this.changed(); this.go(); }
    remove(item) { this.acts = this.acts.filter(one => one !== item); this.tell('acts'); this.changed(); return this.drop(item.id); }

    /* -- the sheet ---------------------------------------------------------------------------------------------- */

    field(name) {
      if (!this.fields.has(name)) { this.fields.set(name, { name: name, value: '', version: 0, rivals: [], by: '', at: '', device: '', pending: null, clash: false }); }
      return this.fields.get(name);
    }
    restored(row, said) {
      const field = this.field(said.name);
      if (row.saved) {
        if (!field.pending && row.version >= field.version) { field.value = said.value; field.version = row.version; }
        this.copied = (this.copied || []).concat({ id: row.id, field: field });
        return;
      }
      if (field.pending && field.pending.at > row.at) { return; }
      field.value = said.value;
      field.pending = { id: row.id, key: row.key, seen: row.seen, device: row.device, at: row.at, settles: row.settles || [] };
      field.restored = true;
    }
    putField(field) {
      const one = field.pending;
      return this.put({ id: one.id, kind: 'sheet', key: one.key, seen: one.seen, device: one.device, at: one.at, settles: one.settles, saved: false }, { name: field.name, value: field.value });
    }
    /* somebody types */
    type(name, value, settles) {
      const field = this.field(name), before = field.pending;
      if (field.value === value && !settles) { return; }
      field.value = value;
      field.pending = {
        id: 'sheet ' + this.code + ' ' + name + ' ' + this.device, key: word(16), seen: settles || !field.clash ? Math.max(field.version, before ? before.seen : 0) : field.seen, at: Date.now(), settles: settles || [],
        device: before ? before.device : field.clash && !settles ? field.apart : this.device
      };
      if (before) { field.pending.id = before.id; }
      if (settles) { field.clash = false; }
      this.putField(field);
      this.tell('field', { field: field, mine: true });
      this.changed();
      window.clearTimeout(this.soon);
      this.soon = window.setTimeout(() => this.go(), SOON);
    }
    choose(name, value) {
      const field = this.field(name);
      this.type(name, value, field.rivals.map(one => one.id));
    }
    /* what the server says of a field */
    take(entry) {
      const field = this.field(entry.name), mine = field.pending, other = entry.value !== field.value;
      const ours = device => device === this.device || device === field.apart || Boolean(mine && device === mine.device);
      field.rivals = entry.rivals;
      field.standing = { value: entry.value, by: entry.by, at: entry.at, version: entry.version };
      field.by = entry.by;
      field.at = entry.at;
      if (field.clash && !entry.rivals.some(one => ours(one.device))) { field.clash = false; }
      if (mine && !(mine.seen >= entry.version)) {
        if (ours(entry.device) && entry.value === field.value) { mine.seen = entry.version; }  /* its answer was lost on the way */
      } else if (!mine && !field.clash && entry.version >= field.version) {
        field.version = entry.version;
        field.value = entry.value;
      }
      if (field.clash) { field.version = entry.version; }
      this.tell('field', { field: field, mine: false, other: other });
    }
    answered(field, sent, answer) {
      const now = field.pending;
      if (!now) { return; }
      if (answer.state === 'clash') {
        field.clash = true;
        field.seen = sent.seen;
        field.apart = sent.device;
        field.version = answer.now.version;
        field.rivals = answer.now.rivals;
        field.standing = { value: answer.now.value, by: answer.now.by, at: answer.now.at, version: answer.now.version };
      } else {
        field.version = answer.version;
        field.at = answer.at;
        if (sent.settles.length) { field.rivals = field.rivals.filter(one => sent.settles.indexOf(one.id) < 0); }
      }
      if (now.key === sent.key) {
        field.pending = null;
        if (answer.state === 'saved' && answer.value !== field.value) { field.value = answer.value; }
        this.savedAt = answer.at;
        this.keepUntilCopied(field, sent, answer);
      } else if (answer.state === 'saved') {
        now.seen = answer.version;
        this.putField(field);
      }
      this.tell('field', { field: field, mine: false, other: true });
    }
    /* taken by the server; gone here as soon as the copy of the page that the worker keeps says the same */
    keepUntilCopied(field, sent, answer) {
      if (answer.state !== 'saved' || !this.worker) { this.drop(sent.id); return; }
      this.put({ id: sent.id, kind: 'sheet', saved: true, version: answer.version, at: Date.now() }, { name: field.name, value: field.value });
      this.copied = this.copied || [];
      this.copied.push({ id: sent.id, field: field });
      this.copy();
    }
    /* have the worker fetch the page again, soon */
    copy() {
      if (this.copyTimer || !this.worker) { return; }
      this.copyTimer = window.setTimeout(() => {
        this.copyTimer = null;
        this.copying = (this.copying || []).concat(this.copied || []);
        this.copied = [];
        this.worker.postMessage({ keep: [location.href], again: true });
      }, 3000);
    }
    keptAgain() {
      const done = this.copying || [];
      this.copying = [];
      done.forEach(one => { if (!one.field.pending && !(this.copied || []).some(later => later.id === one.id)) { this.drop(one.id); } });
    }

    /* -- what stands where -------------------------------------------------------------------------------------- */

    waiting() { return this.acts.filter(one => !one.refused).length + Array.from(this.fields.values()).filter(one => one.pending).length; }
    refused() { return this.acts.filter(one => one.refused && one.code === this.code); }
    count() { try { localStorage.setItem('zx-unsent:' + this.person, String(this.waiting() + this.acts.filter(one => one.refused).length)); } catch (fault) { /* only for the question at log-out */ } }
    changed() { this.count(); this.tell('change'); }

    /* -- the network -------------------------------------------------------------------------------------------- */

    go() {
      if (!this.db) { return; }
      window.clearTimeout(this.timer);
      if (this.running) { this.more = true; return; }
      this.running = true;
      this.more = false;
      this.round().catch(fault => { this.reach = false; this.tell('change', { fault: fault }); }).then(() => {
        this.running = false;
        this.timer = window.setTimeout(() => this.go(), this.more ? 0 : document.hidden ? HIDDEN : POLL);
      });
    }
    async round() {
      await navigator.locks.request(BASE + ':' + this.person, { ifAvailable: true }, async mine => {
        if (!mine) { return; }  /* another page of this person is sending */
        await this.others();
        if (await this.sendActs()) { await this.sendSheet(); }
      });
      await this.poll();
    }
    /* what another open page of this person has put in or sent */
    async others() {
      await this.chain;
      const ids = new Set(await wait(this.db.transaction('items').objectStore('items').index('person').getAllKeys(this.person)));
      const gone = this.acts.filter(one => one.kept && !ids.has(one.id));
      if (gone.length) { this.acts = this.acts.filter(one => gone.indexOf(one) < 0); this.tell('acts'); this.changed(); }
    }

    /* one request: answers {ok, status, body} or throws when the server does not answer */
    async ask(url, how, second) {
      const stop = new AbortController(), timer = window.setTimeout(() => stop.abort(), PATIENCE);
      const headers = Object.assign({ 'Accept': 'application/json', 'X-Zhixing-As': this.person, 'X-CSRFToken': this.token || '' }, how.headers);
      let answer;
      try {
        answer = await fetch(url, { method: how.method || 'GET', body: how.body, headers: headers, credentials: 'same-origin', cache: 'no-store', redirect: 'manual', signal: stop.signal });
      } finally { window.clearTimeout(timer); }
      if (answer.status === 304) { return { ok: true, status: 304 }; }
      if (answer.type === 'opaqueredirect') { return { ok: false, status: 401, body: { code: 'logged_out', detail: '' } }; }
      let body = null;
      try { body = await answer.json(); } catch (fault) { body = null; }
      if (answer.status === 403 && !body && !second && how.method === 'POST') {  /* the page's token is older than the log-in */
        this.mark = '';
        await this.poll();
        return this.ask(url, how, true);
      }
      if (answer.status >= 500 || (!body && !answer.ok && answer.status !== 404)) { throw new Error(String(answer.status)); }
      return { ok: answer.ok && body !== null, status: answer.status, body: body || {}, mark: answer.headers.get('ETag') || '' };
    }
    /* whether the answer says that somebody else, or nobody, is logged in */
    locked(answer) {
      const before = this.blocked;
      this.reach = true;
      this.blocked = answer.body && (answer.body.code === 'other_person' || answer.body.code === 'logged_out') ? answer.body.detail || 'logged_out' : '';
      if (before !== this.blocked) { this.tell('blocked', { sentence: this.blocked }); this.tell('change'); }
      return Boolean(this.blocked);
    }
    async sendActs() {
      for (const item of this.acts.filter(one => !one.refused)) {
        await this.chain;
        let answer;
        try {
          answer = await this.ask(item.url, { method: 'POST', body: new URLSearchParams(item.fields), headers: { 'Idempotency-Key': item.id } });
        } catch (fault) { this.reach = false; this.tell('change'); return false; }
        if (this.locked(answer)) { return false; }
        if (answer.ok) {
          this.savedAt = answer.body.at || '';
          this.version = -1;  /* ask what has become of it */
          this.mark = '';
          await this.remove(item);
          this.tell('done', { item: item, body: answer.body });
          this.copy();
        } else {
          const faults = Object.values(answer.body.errors || {}).reduce((all, one) => all.concat(one), []);
          item.refused = faults.length ? Array.from(new Set(faults)).join(' ') : answer.body.detail || String(answer.status);
          await this.putAct(item);
          this.version = -1;
          this.mark = '';
          this.tell('acts');
        }
        this.changed();
      }
      return true;
    }
    async sendSheet() {
      const waiting = Array.from(this.fields.values()).filter(one => one.pending), devices = Array.from(new Set(waiting.map(one => one.pending.device)));
      for (const device of devices) {
        const some = waiting.filter(one => one.pending && one.pending.device === device).slice(0, 80), sent = some.map(one => Object.assign({}, one.pending));
        const writes = some.map((one, at) => ({ name: one.name, value: one.value, seen: sent[at].seen, key: sent[at].key, settles: sent[at].settles }));
        let answer;
        await this.chain;
        try {
          answer = await this.ask(this.sheet, { method: 'POST', body: JSON.stringify({ device: device, writes: writes }), headers: { 'Content-Type': 'application/json' } });
        } catch (fault) { this.reach = false; this.tell('change'); return; }
        if (this.locked(answer)) { return; }
        if (!answer.ok) { this.tell('full', { sentence: answer.body.detail || String(answer.status) }); return; }
        this.tell('full', { sentence: '' });
        answer.body.answers.forEach((one, at) => this.answered(some[at], sent[at], one));
      }
      if (waiting.length > 80) { this.more = true; }
      this.changed();
    }
    async poll() {
      let answer;
      try {
        answer = await this.ask(this.sheet + '?since=' + this.serial + '&version=' + this.version, { headers: this.mark ? { 'If-None-Match': this.mark } : {} });
      } catch (fault) { this.reach = false; this.tell('change'); return; }
      if (answer.status === 304) { this.reach = true; this.tell('change'); return; }
      if (this.locked(answer) || !answer.ok) { return; }
      const told = answer.body, fresh = told.entries.length || told.state;
      this.mark = answer.mark;
      this.token = told.token;
      this.serial = told.serial;
      this.version = told.version;
      told.entries.forEach(one => this.take(one));
      if (told.state) { this.tell('state', told.state); }
      this.tell('others', told.others);
      this.tell('change');
      if (fresh) { this.copy(); }
    }
  }

  /* -- a field of the page and a field of the sheet ----------------------------------------------------------------------- */

  function inputs(box) { return box.matches('input, select, textarea') ? [box] : Array.from(box.querySelectorAll('input, select, textarea')); }
  function read(box) {
    const all = inputs(box);
    if (all[0].type === 'radio') { const on = all.find(one => one.checked); return on ? on.value : ''; }
    return all[0].type === 'checkbox' ? (all[0].checked ? 'on' : '') : all[0].value;
  }
  function show(box, value) {
    inputs(box).forEach(one => {
      if (one.type === 'radio') { one.checked = one.value === value; } else if (one.type === 'checkbox') { one.checked = value === 'on'; } else if (one.value !== value) {
        const at = document.activeElement === one && one.selectionStart !== undefined ? [one.selectionStart, one.selectionEnd] : null;
        one.value = value;
        if (at && one.setSelectionRange) { one.setSelectionRange(Math.min(at[0], value.length), Math.min(at[1], value.length)); }
      }
    });
  }
  /* how a value reads: the word of the choice */
  function wordOf(box, value, empty) {
    const first = inputs(box)[0];
    if (first.tagName === 'SELECT') { const one = Array.from(first.options).find(option => option.value === value); return one ? one.textContent : value || empty; }
    if (first.type === 'radio') { const one = inputs(box).find(radio => radio.value === value); return one ? one.labels[0].textContent : empty; }
    if (first.type === 'checkbox') { return value ? first.closest('label').textContent.trim() : empty; }
    return value || empty;
  }

  /* bind(outbox, box, name, say): what is typed goes into the sheet; what comes from elsewhere is shown; two texts are put side by side */
  function bind(outbox, box, name, say) {
    const field = outbox.field(name), long = inputs(box)[0].tagName === 'TEXTAREA', row = box.closest('[data-sheet-row]') || box.parentNode;
    function draw() {
      const old = row.querySelector('[data-clash="' + name + '"]'), both = field.rivals.length ? [field.standing].concat(field.rivals).filter(Boolean) : [];
      box.setAttribute('data-where', field.clash || both.length ? 'clash' : field.pending ? 'here' : field.version ? 'saved' : '');
      const mark = JSON.stringify(both);
      if (old && old.mark === mark) { return; }
      if (old) { old.remove(); }
      if (!both.length) { return; }
      const note = document.createElement('div');
      note.mark = mark;
      note.className = 'zx-clash';
      note.setAttribute('data-clash', name);
      note.setAttribute('role', 'group');
      note.setAttribute('aria-label', say('clash'));
      note.appendChild(document.createElement('p')).textContent = say('clash');
      both.forEach(one => {
        const part = note.appendChild(document.createElement('div')), head = part.appendChild(document.createElement('b')), text = part.appendChild(document.createElement('p')), button = part.appendChild(document.createElement('button'));
        head.textContent = say('wrote').replace('{}', one.by) + ' ' + one.at;
        text.textContent = wordOf(box, one.value, say('empty'));
        button.type = 'button';
        button.className = 'btn';
        button.textContent = say('take');
        button.addEventListener('click', () => { outbox.choose(name, one.value); show(box, one.value); inputs(box)[0].focus(); });
      });
      if (long) {
        const button = note.appendChild(document.createElement('button'));
        button.type = 'button';
        button.className = 'btn';
        button.textContent = say('both');
        button.addEventListener('click', () => { const text = both.map(one => one.value).filter(Boolean).join('\n'); outbox.choose(name, text); show(box, text); inputs(box)[0].focus(); });
      }
      row.appendChild(note);
    }
    let composing = false;
    const typed = () => { if (!composing) { outbox.type(name, read(box)); } };
    box.addEventListener('compositionstart', () => { composing = true; });
    box.addEventListener('compositionend', () => { composing = false; typed(); });
    box.addEventListener('input', typed);
    box.addEventListener('change', typed);
    outbox.addEventListener('field', event => {
      if (event.detail.field !== field) { return; }
      if (!event.detail.mine && !field.pending && !field.clash && !composing) { show(box, field.value); }
      draw();
    });
    if (field.pending || field.version) { show(box, field.value); }
    draw();
  }

  window.zxOutbox = { usable: usable, bind: bind, read: read, show: show, open: how => new Outbox(how).open() };
})();
