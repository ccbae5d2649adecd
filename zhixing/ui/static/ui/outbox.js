// @ts-check
/* The outbox: what was typed waits on the shelf (ui/shelf.js) until the server has answered
   that it has it. Two kinds of writes: acts (one request each, in order, under a key of their
   own) and the fields of a shared sheet (the last text of each). Nothing is called saved
   before the answer, nothing is called kept before the disk has it, and nothing goes out under
   another person's name. */
(function () {
  "use strict";
  const LOCK = "zx-outbox",
    SOON = 500,
    POLL = 4000,
    HIDDEN = 20000,
    PATIENCE = 15000,
    BATCH = 80;
  const STALE = 30 * 24 * 3600 * 1000;

  function word(bytes) {
    return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (one) =>
      one.toString(16).padStart(2, "0"),
    ).join("");
  }

  class Outbox extends EventTarget {
    /** @param {{person: string, code: string, sheet: string, serial: number, version: number,
        token: string}} how  whose it is, of which thing, the address of its sheet */
    constructor(how) {
      super();
      this.person = how.person;
      this.code = how.code;
      this.sheet = how.sheet;
      this.serial = how.serial;
      this.version = how.version;
      this.token = how.token;
      this.device = word(12);
      this.shelf = new window.zxShelf.Shelf(this.person, () => this.putAllAgain());
      this.fields = new Map();
      this.acts = [];
      this.known = new Set(); /* acts this page has seen, also those that are gone */
      this.done = []; /* acts the server has taken, until it tells what has become of them */
      this.lost = new Map(); /* what could neither be kept nor sent -> its key, for the next try */
      this.order = Date.now();
      this.generation = 0;
      this.reach = true;
      this.blocked = "";
      this.trouble = ""; /* why this machine keeps nothing just now: full, silent */
      this.shut = ""; /* why the server takes nothing of this sheet */
      this.savedAt = "";
    }

    tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail: detail }));
    }

    async open() {
      const found = await this.shelf.load(),
        old = Date.now() - STALE;
      this.ready = true;
      found.rows.forEach((entry) => {
        if (entry.row.at < old && this.shadow(entry.row)) {
          this.forget(entry.row.id);
        } else {
          this.restore(entry.row, entry.words);
        }
      });
      this.acts.sort((act, other) => act.order - other.order);
      this.strangers =
        found.strangers; /* sent when their writer is here again, never by this one */
      this.listen();
      this.count();
      this.tell("change");
      this.go();
      return this;
    }
    /* of something the server has */
    shadow(row) {
      return row.saved || row.kind === "done" || row.kind === "state";
    }
    restore(row, words) {
      if (row.kind === "act") {
        this.adopt(row, words);
        return;
      }
      if (row.code !== this.code) {
        return;
      }
      if (row.kind === "sheet") {
        this.restored(row, words);
        return;
      }
      this.copied = (this.copied || []).concat({ id: row.id });
      if (row.kind === "done") {
        this.done.push(Object.assign({}, row, words, { done: true }));
      }
      if (row.kind === "state" && row.version > this.version) {
        this.version = row.version;
        this.told = words;
      }
    }
    adopt(row, words) {
      this.known.add(row.id);
      this.acts.push(Object.assign({ kept: true }, row, words));
      this.order = Math.max(this.order, row.order + 1);
    }
    listen() {
      if (navigator.storage && navigator.storage.persist) {
        navigator.storage.persist().catch(() => false);
      }
      ["online", "focus", "pageshow"].forEach((name) =>
        window.addEventListener(name, () => this.go()),
      );
      document.addEventListener("visibilitychange", () => {
        if (!document.hidden) {
          this.go();
        }
      });
      window.addEventListener("offline", () => {
        this.reach = false;
        this.tell("change");
      });
      window.addEventListener("beforeunload", (event) => {
        if (this.counts().page) {
          event.preventDefault();
          event.returnValue = "";
        }
      });
      if (!navigator.serviceWorker) {
        return;
      }
      navigator.serviceWorker.ready.then((found) => {
        this.worker = found.active;
        if (this.copied) {
          this.copy();
        }
      });
      navigator.serviceWorker.addEventListener("message", (event) => {
        if (event.data && event.data.again && event.data.kept.indexOf(location.href) >= 0) {
          this.keptAgain();
        }
      });
    }

    /* -- this machine -------------------------------------------------------------------------- */

    /* whether it is on the disk now */
    async put(row, words, how) {
      let trouble = "";
      try {
        await this.shelf.put(Object.assign({ code: this.code }, row), words, how);
      } catch (fault) {
        trouble = fault.why;
      }
      this.troubled(trouble);
      return !trouble;
    }
    troubled(why) {
      const before = this.trouble;
      this.trouble = why;
      if (before !== why) {
        this.tell("change");
      }
    }
    /* of the shelf; where that fails, the row is asked for again under its old key, which changes
       nothing */
    forget(id) {
      return this.shelf.drop(id).catch(() => {});
    }
    /* the shelf was opened anew, and may have been wiped (site data cleared, evicted): what is not
       sent is put there again */
    putAllAgain() {
      this.generation += 1;
      this.acts.forEach((act) => this.putAct(act));
      this.fields.forEach((field) => {
        if (field.pending) {
          this.putField(field);
        }
      });
    }
    /* what could not be kept is tried again */
    putLeft() {
      if (this.shelf.resting()) {
        return;
      }
      this.acts
        .filter((act) => act.kept === false && !act.direct)
        .forEach((act) => this.putAct(act));
      this.fields.forEach((field) => {
        if (field.pending && field.pending.kept === false) {
          this.putField(field);
        }
      });
    }

    /* -- acts ---------------------------------------------------------------------------------- */

    /* add({name, url, fields: [[name, value]], label, slot}): ``kept`` on the answer says that it
       is on this machine. What can not be kept is sent at once (``sent``); where that fails too,
       it is nowhere but where it was typed, and the next try goes out under the same key */
    async add(act) {
      const mark = JSON.stringify([act.url, act.fields]);
      this.order += 1;
      const item = Object.assign(
        {
          id: this.lost.get(mark) || word(16),
          kind: "act",
          person: this.person,
          code: this.code,
          order: this.order,
          at: Date.now(),
          refused: "",
        },
        act,
      );
      this.known.add(item.id);
      this.acts.push(item);
      this.changed();
      if (!(await this.putAct(item))) {
        await this.direct(item, mark);
      }
      this.tell("acts");
      this.changed();
      this.go();
      return item;
    }
    async direct(item, mark) {
      item.direct = true;
      await this.turn();
      if (this.acts.indexOf(item) < 0) {
        return;
      }
      this.acts = this.acts.filter((act) => act !== item);
      if (!item.refused) {
        this.lost.set(mark, item.id);
      }
    }
    async putAct(item) {
      const words = {
        name: item.name,
        url: item.url,
        fields: item.fields,
        label: item.label,
        slot: item.slot || "",
        refused: item.refused,
      };
      item.kept = await this.put(
        { id: item.id, kind: "act", order: item.order, at: item.at, code: item.code },
        words,
      );
      this.tell("acts");
      return item.kept;
    }
    again(item) {
      item.refused = "";
      this.putAct(item);
      this.tell("acts");
      this.changed();
      this.go();
    }
    remove(item) {
      this.acts = this.acts.filter((one) => one !== item);
      this.tell("acts");
      this.changed();
      return this.forget(item.id);
    }
    /* taken by the server: shown as done until it tells what has become of it, also after a reload
       without network */
    async taken(item, answer) {
      const words = {
        name: item.name,
        fields: item.fields,
        label: item.label,
        slot: item.slot || "",
        savedAt: answer.at || "",
      };
      this.acts = this.acts.filter((act) => act !== item);
      this.lost.delete(JSON.stringify([item.url, item.fields]));
      item.sent = true;
      this.savedAt = answer.at || "";
      if (item.code === this.code) {
        this.done.push(
          Object.assign({ id: item.id, code: item.code, done: true, refused: "" }, words),
        );
      }
      await this.put(
        { id: "done " + item.id, kind: "done", at: Date.now(), code: item.code },
        words,
        { gone: item.id, shadow: true },
      );
      this.copied = (this.copied || []).concat({ id: "done " + item.id });
      this.tell("acts");
      this.tell("done", { item: item, body: answer });
      this.copy();
    }

    /* -- the sheet ----------------------------------------------------------------------------- */

    field(name) {
      if (!this.fields.has(name)) {
        this.fields.set(name, {
          name: name,
          value: "",
          version: 0,
          rivals: [],
          by: "",
          at: "",
          device: "",
          pending: null,
          clash: false,
        });
      }
      return this.fields.get(name);
    }
    restored(row, said) {
      const field = this.field(said.name);
      if (row.saved) {
        if (!field.pending && row.version >= field.version) {
          field.value = said.value;
          field.version = row.version;
        }
        this.copied = (this.copied || []).concat({ id: row.id, field: field });
        return;
      }
      if (field.pending && field.pending.at > row.at) {
        return;
      }
      field.value = said.value;
      field.pending = {
        id: row.id,
        key: row.key,
        seen: row.seen,
        device: row.device,
        at: row.at,
        settles: row.settles || [],
        kept: true,
      };
      field.restored = true;
    }
    async putField(field) {
      const one = field.pending;
      one.kept = await this.put(
        {
          id: one.id,
          kind: "sheet",
          key: one.key,
          seen: one.seen,
          device: one.device,
          at: one.at,
          settles: one.settles,
          saved: false,
        },
        { name: field.name, value: field.value },
      );
      if (field.pending === one) {
        this.tell("field", { field: field, mine: true });
        this.tell("change");
      }
    }
    /* somebody types */
    type(name, value, settles) {
      const field = this.field(name),
        before = field.pending;
      if (field.value === value && !settles) {
        return;
      }
      field.value = value;
      field.pending = {
        id: "sheet " + this.code + " " + name + " " + this.device,
        key: word(16),
        seen:
          settles || !field.clash ? Math.max(field.version, before ? before.seen : 0) : field.seen,
        at: Date.now(),
        settles: settles || [],
        device: before ? before.device : field.clash && !settles ? field.apart : this.device,
      };
      if (before) {
        field.pending.id = before.id;
      }
      if (settles) {
        field.clash = false;
      }
      this.putField(field);
      this.tell("field", { field: field, mine: true });
      this.changed();
      window.clearTimeout(this.soon);
      this.soon = window.setTimeout(() => this.go(), SOON);
    }
    choose(name, value) {
      const field = this.field(name);
      this.type(
        name,
        value,
        field.rivals.map((one) => one.id),
      );
    }
    /* what the server says of a field */
    take(entry) {
      const field = this.field(entry.name),
        mine = field.pending,
        other = entry.value !== field.value;
      const ours = (device) =>
        device === this.device || device === field.apart || Boolean(mine && device === mine.device);
      field.rivals = entry.rivals;
      field.standing = { value: entry.value, by: entry.by, at: entry.at, version: entry.version };
      field.by = entry.by;
      field.at = entry.at;
      if (field.clash && !entry.rivals.some((one) => ours(one.device))) {
        field.clash = false;
      }
      if (mine && !(mine.seen >= entry.version)) {
        if (ours(entry.device) && entry.value === field.value) {
          mine.seen = entry.version;
        } /* its answer was lost on the way */
      } else if (!mine && !field.clash && entry.version >= field.version) {
        field.version = entry.version;
        field.value = entry.value;
      }
      if (field.clash) {
        field.version = entry.version;
      }
      this.tell("field", { field: field, mine: false, other: other });
    }
    answered(field, sent, answer) {
      const now = field.pending;
      if (!now) {
        return;
      }
      if (answer.state === "clash") {
        field.clash = true;
        field.seen = sent.seen;
        field.apart = sent.device;
        field.version = answer.now.version;
        field.rivals = answer.now.rivals;
        field.standing = {
          value: answer.now.value,
          by: answer.now.by,
          at: answer.now.at,
          version: answer.now.version,
        };
      } else {
        field.version = answer.version;
        field.at = answer.at;
        if (sent.settles.length) {
          field.rivals = field.rivals.filter((one) => sent.settles.indexOf(one.id) < 0);
        }
      }
      if (now.key === sent.key) {
        field.pending = null;
        if (answer.state === "saved" && answer.value !== field.value) {
          field.value = answer.value;
        }
        this.savedAt = answer.at;
        this.keepUntilCopied(field, sent, answer);
      } else if (answer.state === "saved") {
        now.seen = answer.version;
        this.putField(field);
      }
      this.tell("field", { field: field, mine: false, other: true });
    }
    /* taken by the server; gone here as soon as the copy of the page that the worker keeps says
       the same */
    keepUntilCopied(field, sent, answer) {
      if (answer.state !== "saved" || !this.worker) {
        this.forget(sent.id);
        return;
      }
      this.put(
        { id: sent.id, kind: "sheet", saved: true, version: answer.version, at: Date.now() },
        { name: field.name, value: field.value },
        { shadow: true },
      );
      this.copied = this.copied || [];
      this.copied.push({ id: sent.id, field: field });
      this.copy();
    }
    /* have the worker fetch the page again, soon */
    copy() {
      if (this.copyTimer || !this.worker) {
        return;
      }
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
      const later = new Set((this.copied || []).map((entry) => entry.id));
      done.forEach((entry) => {
        if (!(entry.field && entry.field.pending) && !later.has(entry.id)) {
          this.forget(entry.id);
        }
      });
    }

    /* -- what stands where --------------------------------------------------------------------- */

    waiting() {
      return (
        this.acts.filter((one) => !one.refused).length +
        Array.from(this.fields.values()).filter((one) => one.pending).length
      );
    }
    /* unsent: on this machine, in this page alone, on the way to the disk */
    counts() {
      const all = this.acts
        .filter((act) => !act.refused)
        .concat(
          Array.from(this.fields.values())
            .map((field) => field.pending)
            .filter(Boolean),
        );
      const of = (kept) => all.filter((entry) => entry.kept === kept).length;
      return { here: of(true), page: of(false), moving: of(undefined) };
    }
    /* the server does not take one of the fields as it stands */
    refusal() {
      const field = Array.from(this.fields.values()).find(
        (entry) => entry.pending && entry.pending.refused,
      );
      return this.shut || (field ? field.pending.refused : "");
    }
    refused() {
      return this.acts.filter((one) => one.refused && one.code === this.code);
    }
    count() {
      try {
        localStorage.setItem(
          "zx-unsent:" + this.person,
          String(this.waiting() + this.acts.filter((one) => one.refused).length),
        );
      } catch (fault) {
        /* only for the question at log-out */
      }
    }
    changed() {
      this.count();
      this.tell("change");
    }

    /* -- the network --------------------------------------------------------------------------- */

    go() {
      if (!this.ready) {
        return;
      }
      window.clearTimeout(this.timer);
      if (this.running) {
        this.more = true;
        return;
      }
      this.more = false;
      this.running = this.round()
        .catch((fault) => {
          this.reach = false;
          this.tell("change", { fault: fault });
        })
        .then(() => {
          this.running = null;
          this.timer = window.setTimeout(
            () => this.go(),
            this.more ? 0 : document.hidden ? HIDDEN : POLL,
          );
        });
    }
    /* one whole round that begins now */
    async turn() {
      while (this.running) {
        await this.running;
      }
      this.go();
      await this.running;
    }
    async round() {
      this.putLeft();
      const urgent = this.acts.some((act) => act.direct && !act.refused);
      const how = urgent ? { signal: AbortSignal.timeout(PATIENCE) } : { ifAvailable: true };
      await navigator.locks
        .request(LOCK + ":" + this.person, how, async (mine) => {
          if (!mine) {
            return;
          } /* another page of this person is sending */
          await this.others().catch(() => {});
          if (await this.sendActs()) {
            await this.sendSheet();
          }
        })
        .catch((fault) => {
          if (fault.name !== "AbortError" && fault.name !== "TimeoutError") {
            throw fault;
          }
        });
      await this.poll();
    }
    /* what another open page of this person has put in or sent */
    async others() {
      const before = this.generation,
        ids = await this.shelf.ids();
      if (this.generation !== before) {
        return;
      } /* opened anew: it may be empty */
      const gone = this.acts.filter((act) => act.kept && !ids.has(act.id));
      const strange = Array.from(ids).filter((id) => id.indexOf(" ") < 0 && !this.known.has(id));
      const rows = strange.length ? await this.shelf.some(strange) : [];
      rows
        .filter((entry) => !this.known.has(entry.row.id))
        .forEach((entry) => this.adopt(entry.row, entry.words));
      this.acts = this.acts
        .filter((act) => gone.indexOf(act) < 0)
        .sort((act, other) => act.order - other.order);
      if (gone.length || rows.length) {
        this.tell("acts");
        this.changed();
      }
    }

    /* one request: answers {ok, status, body} or throws when the server does not answer */
    async ask(url, how, second) {
      const stop = new AbortController(),
        timer = window.setTimeout(() => stop.abort(), PATIENCE);
      const headers = Object.assign(
        {
          Accept: "application/json",
          "X-Zhixing-As": this.person,
          "X-CSRFToken": this.token || "",
        },
        how.headers,
      );
      let answer;
      try {
        answer = await fetch(url, {
          method: how.method || "GET",
          body: how.body,
          headers: headers,
          credentials: "same-origin",
          cache: "no-store",
          redirect: "manual",
          signal: stop.signal,
        });
      } finally {
        window.clearTimeout(timer);
      }
      if (answer.status === 304) {
        return { ok: true, status: 304 };
      }
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        return { ok: false, status: 401, body: { code: "logged_out", detail: "" } };
      }
      let body = null;
      try {
        body = await answer.json();
      } catch (fault) {
        body = null;
      }
      const stale = answer.status === 403 && (!body || body.code === "forbidden");
      if (stale && !second && how.method === "POST") {
        /* the page's token is older than the log-in */
        this.mark = "";
        await this.poll();
        return this.ask(url, how, true);
      }
      if (answer.status >= 500 || (!body && !answer.ok && answer.status !== 404)) {
        throw new Error(String(answer.status));
      }
      return {
        ok: answer.ok && body !== null,
        status: answer.status,
        body: body || {},
        mark: answer.headers.get("ETag") || "",
      };
    }
    /* whether the answer says that somebody else, or nobody, is logged in */
    locked(answer) {
      const before = this.blocked;
      this.reach = true;
      this.blocked =
        answer.body && (answer.body.code === "other_person" || answer.body.code === "logged_out")
          ? answer.body.detail || "logged_out"
          : "";
      if (before !== this.blocked) {
        this.tell("blocked", { sentence: this.blocked });
        this.tell("change");
      }
      return Boolean(this.blocked);
    }
    async sendActs() {
      for (const item of this.acts.filter((act) => !act.refused && act.kept !== undefined)) {
        let answer;
        item.sending = true;
        try {
          answer = await this.ask(item.url, {
            method: "POST",
            body: new URLSearchParams(item.fields),
            headers: { "Idempotency-Key": item.id },
          });
        } catch (fault) {
          this.reach = false;
          this.tell("change");
          return false;
        } finally {
          item.sending = false;
        }
        if (this.locked(answer)) {
          return false;
        }
        if (answer.ok) {
          this.version = -1; /* ask what has become of it */
          this.mark = "";
          await this.taken(item, answer.body);
        } else {
          const faults = Object.values(answer.body.errors || {}).reduce(
            (all, one) => all.concat(one),
            [],
          );
          item.refused = faults.length
            ? Array.from(new Set(faults)).join(" ")
            : answer.body.detail || String(answer.status);
          if (!item.direct) {
            await this.putAct(item);
          }
          this.version = -1;
          this.mark = "";
          this.tell("acts");
        }
        this.changed();
      }
      return true;
    }
    async sendSheet() {
      await this.shelf.idle();
      const waiting = Array.from(this.fields.values()).filter(
        (field) => field.pending && !field.pending.refused,
      );
      const devices = Array.from(new Set(waiting.map((field) => field.pending.device)));
      for (const device of devices) {
        const mine = waiting
          .filter((field) => field.pending && field.pending.device === device)
          .slice(0, BATCH);
        if (!(await this.sendFields(device, mine))) {
          return;
        }
      }
      if (waiting.length > BATCH) {
        this.more = true;
      }
      this.changed();
    }
    /* whether one can go on. Where a lot is refused, each of it goes alone: one bad text holds up
       no other */
    async sendFields(device, fields) {
      const sent = fields.map((field) => Object.assign({}, field.pending));
      const writes = fields.map((field, at) => ({
        name: field.name,
        value: field.value,
        seen: sent[at].seen,
        key: sent[at].key,
        settles: sent[at].settles,
      }));
      let answer;
      try {
        answer = await this.ask(this.sheet, {
          method: "POST",
          body: JSON.stringify({ device: device, writes: writes }),
          headers: { "Content-Type": "application/json" },
        });
      } catch (fault) {
        this.reach = false;
        this.tell("change");
        return false;
      }
      if (this.locked(answer) || this.closed(answer)) {
        return false;
      }
      if (answer.ok) {
        answer.body.answers.forEach((one, at) => this.answered(fields[at], sent[at], one));
        return true;
      }
      if (fields.length === 1) {
        this.fieldRefused(fields[0], sent[0], answer);
        return true;
      }
      for (const field of fields.filter((entry) => entry.pending)) {
        if (!(await this.sendFields(device, [field]))) {
          return false;
        }
      }
      return true;
    }
    fieldRefused(field, sent, answer) {
      if (field.pending && field.pending.key === sent.key) {
        field.pending.refused = answer.body.detail || String(answer.status);
      }
      this.tell("change");
    }
    /* whether this person has no part in the sheet (any more) */
    closed(answer) {
      this.shut = answer.status === 404 ? answer.body.detail || "404" : "";
      if (this.shut) {
        this.tell("change");
      }
      return Boolean(this.shut);
    }
    async poll() {
      const done = this.done.slice();
      let answer;
      try {
        answer = await this.ask(this.sheet + "?since=" + this.serial + "&version=" + this.version, {
          headers: this.mark ? { "If-None-Match": this.mark } : {},
        });
      } catch (fault) {
        this.reach = false;
        this.tell("change");
        return;
      }
      if (answer.status === 304) {
        this.reach = true;
        this.undone(done);
        this.tell("change");
        return;
      }
      if (this.locked(answer) || this.closed(answer) || !answer.ok) {
        return;
      }
      const told = answer.body,
        fresh = told.entries.length || told.state;
      this.mark = answer.mark;
      this.token = told.token;
      this.serial = told.serial;
      this.version = told.version;
      told.entries.forEach((one) => this.take(one));
      this.undone(done);
      if (told.state) {
        this.keepState(told);
      }
      this.tell("others", told.others);
      this.tell("change");
      if (fresh) {
        this.copy();
      }
    }
    /* these acts are part of what the server has told since */
    undone(done) {
      if (!done.length) {
        return;
      }
      this.done = this.done.filter((act) => done.indexOf(act) < 0);
      this.tell("acts");
    }
    /* the copy of the page that the worker keeps is older than this, for some seconds or longer */
    keepState(told) {
      const id = "state " + this.person + " " + this.code;
      this.told = told.state;
      this.tell("state", told.state);
      if (!this.worker) {
        return;
      }
      this.put({ id: id, kind: "state", version: told.version, at: Date.now() }, told.state, {
        shadow: true,
      });
      this.copied = (this.copied || []).concat({ id: id });
    }
  }

  /* -- a field of the page and a field of the sheet -------------------------------------------- */

  function inputs(box) {
    return box.matches("input, select, textarea")
      ? [box]
      : Array.from(box.querySelectorAll("input, select, textarea"));
  }
  function read(box) {
    const all = inputs(box);
    if (all[0].type === "radio") {
      const on = all.find((one) => one.checked);
      return on ? on.value : "";
    }
    return all[0].type === "checkbox" ? (all[0].checked ? "on" : "") : all[0].value;
  }
  function show(box, value) {
    inputs(box).forEach((one) => {
      if (one.type === "radio") {
        one.checked = one.value === value;
      } else if (one.type === "checkbox") {
        one.checked = value === "on";
      } else if (one.value !== value) {
        const at =
          document.activeElement === one && one.selectionStart !== undefined
            ? [one.selectionStart, one.selectionEnd]
            : null;
        one.value = value;
        if (at && one.setSelectionRange) {
          one.setSelectionRange(Math.min(at[0], value.length), Math.min(at[1], value.length));
        }
      }
    });
  }
  /* how a value reads: the word of the choice */
  function wordOf(box, value, empty) {
    const first = inputs(box)[0];
    if (first.tagName === "SELECT") {
      const one = Array.from(first.options).find((option) => option.value === value);
      return one ? one.text : value || empty;
    }
    if (first.type === "radio") {
      const one = inputs(box).find((radio) => radio.value === value);
      return one ? one.labels[0].textContent : empty;
    }
    if (first.type === "checkbox") {
      return value ? first.closest("label").textContent.trim() : empty;
    }
    return value || empty;
  }

  /* where a text that is not sent yet stands: on this machine, in this page alone, on the way
     there */
  function whereOf(pending) {
    return pending.kept ? "here" : pending.kept === false ? "page" : "typed";
  }

  /* write(place, words): the words of a page go into the places made for them, and never into a
     field */
  function write(place, words) {
    const fields = "input, textarea, select, option, [contenteditable]";
    if (place.matches(fields) || place.querySelector(fields)) {
      throw new Error("words for a field");
    }
    if (place.textContent !== words) {
      place.textContent = words;
    }
  }

  /* bind(outbox, box, name, say): what is typed goes into the sheet; what comes from elsewhere is
     shown; two texts are put side by side */
  function bind(outbox, box, name, say) {
    const field = outbox.field(name),
      long = inputs(box)[0].tagName === "TEXTAREA",
      row = box.closest("[data-sheet-row]") || box.parentNode;
    function draw() {
      const old = row.querySelector('[data-clash="' + name + '"]'),
        both = field.rivals.length ? [field.standing].concat(field.rivals).filter(Boolean) : [];
      box.setAttribute(
        "data-where",
        field.clash || both.length
          ? "clash"
          : field.pending
            ? whereOf(field.pending)
            : field.version
              ? "saved"
              : "",
      );
      const mark = JSON.stringify(both);
      if (old && old.getAttribute("data-mark") === mark) {
        return;
      }
      if (old) {
        old.remove();
      }
      if (!both.length) {
        return;
      }
      const note = document.createElement("div");
      note.setAttribute("data-mark", mark);
      note.className = "zx-clash";
      note.setAttribute("data-clash", name);
      note.setAttribute("role", "group");
      note.setAttribute("aria-label", say("clash"));
      note.appendChild(document.createElement("p")).textContent = say("clash");
      both.forEach((one) => {
        const part = note.appendChild(document.createElement("div")),
          head = part.appendChild(document.createElement("b")),
          text = part.appendChild(document.createElement("p")),
          button = part.appendChild(document.createElement("button"));
        head.textContent = say("wrote").replace("{}", one.by) + " " + one.at;
        text.textContent = wordOf(box, one.value, say("empty"));
        button.type = "button";
        button.className = "btn";
        button.textContent = say("take");
        button.addEventListener("click", () => {
          outbox.choose(name, one.value);
          show(box, one.value);
          inputs(box)[0].focus();
        });
      });
      if (long) {
        const button = note.appendChild(document.createElement("button"));
        button.type = "button";
        button.className = "btn";
        button.textContent = say("both");
        button.addEventListener("click", () => {
          const text = both
            .map((one) => one.value)
            .filter(Boolean)
            .join("\n");
          outbox.choose(name, text);
          show(box, text);
          inputs(box)[0].focus();
        });
      }
      row.appendChild(note);
    }
    let composing = false;
    const typed = () => {
      if (!composing) {
        outbox.type(name, read(box));
      }
    };
    box.addEventListener("compositionstart", () => {
      composing = true;
    });
    box.addEventListener("compositionend", () => {
      composing = false;
      typed();
    });
    box.addEventListener("input", typed);
    box.addEventListener("change", typed);
    outbox.addEventListener("field", (event) => {
      if (event.detail.field !== field) {
        return;
      }
      if (!event.detail.mine && !field.pending && !field.clash && !composing) {
        show(box, field.value);
      }
      draw();
    });
    if (field.pending || field.version) {
      show(box, field.value);
    }
    draw();
  }

  let opened = null;
  window.zxOutbox = {
    usable: window.zxShelf.usable,
    bind: bind,
    read: read,
    show: show,
    write: write,
    open: (how) => {
      opened = new Outbox(how);
      return opened.open();
    },
    unsent: () => (opened ? opened.waiting() + opened.refused().length : 0),
  };
})();
