// @ts-check
/* The shelf: what a page keeps on this machine, in IndexedDB, encrypted under a key that can not be
   read out of the browser. Every question ends: with an answer, or with a Fault that says why there
   is none, 'full' (no room left) or 'silent' (storage that is denied, broken or never answers). */
(function () {
  "use strict";
  const BASE = "zx-outbox",
    VERSION = 1,
    OPEN = 3000,
    PATIENCE = 4000,
    REST = 20000;

  class Fault extends Error {
    constructor(why, cause) {
      super(why);
      this.why = why;
      this.cause = cause;
    }
  }
  function faultOf(error) {
    if (error instanceof Fault) {
      return error;
    }
    return new Fault(error && error.name === "QuotaExceededError" ? "full" : "silent", error);
  }

  function usable() {
    try {
      const parts = [window.indexedDB, window.crypto && window.crypto.subtle, navigator.locks];
      return window.isSecureContext && parts.every(Boolean);
    } catch (denied) {
      return false;
    }
  }

  /* the answer, or a Fault after so long */
  function within(time, promise) {
    let timer;
    const late = new Promise((good, bad) => {
      timer = window.setTimeout(() => bad(new Fault("silent")), time);
    });
    return Promise.race([promise, late]).finally(() => window.clearTimeout(timer));
  }
  function answerOf(request) {
    return new Promise((good, bad) => {
      request.onsuccess = () => good(request.result);
      request.onerror = () => bad(request.error);
    });
  }
  function completed(work) {
    return new Promise((good, bad) => {
      work.oncomplete = () => good();
      work.onabort = () => bad(work.error);
      work.onerror = (event) => bad(event.target.error || work.error);
    });
  }

  function openBase() {
    return new Promise((good, bad) => {
      const asked = indexedDB.open(BASE, VERSION);
      let over = false;
      const fail = (error) => {
        over = true;
        bad(error);
      };
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("items", { keyPath: "id" }).createIndex("person", "person");
      };
      asked.onsuccess = () => {
        if (over) {
          asked.result.close();
        } else {
          good(asked.result);
        }
      };
      asked.onerror = () => fail(asked.error);
      asked.onblocked = () => fail(new Fault("silent"));
    });
  }

  class Shelf {
    /* lost(): the base was closed and perhaps wiped; what is not sent must be put again */
    constructor(person, lost) {
      this.person = person;
      this.lost = lost;
      this.db = null;
      this.rests = 0;
      this.ghosts = new Set(); /* given up, and perhaps written all the same: to be removed */
      this.chain = Promise.resolve();
    }

    resting() {
      return performance.now() < this.rests;
    } /* a clock that is set back makes it no longer */
    idle() {
      return this.chain;
    }

    /* storage hangs: ask nothing of it for a while, so that nothing waits for it again and again */
    rest() {
      this.rests = performance.now() + REST;
      if (this.work) {
        try {
          this.work.abort();
        } catch (over) {
          /* it is through already */
        }
      }
      this.close();
    }
    close() {
      if (this.db) {
        this.db.close();
      }
      this.db = null;
    }
    queue(work) {
      const done = this.chain
        .then(() => within(PATIENCE, work()))
        .catch((error) => {
          const fault = faultOf(error),
            hangs = fault === error && fault.why === "silent";
          if (hangs && !this.resting()) {
            this.rest();
          } else if (fault.why === "silent") {
            this.close();
          }
          throw fault;
        });
      this.chain = done.catch(() => {});
      return done;
    }
    async connection() {
      if (this.db) {
        return this.db;
      }
      if (this.resting()) {
        throw new Fault("silent");
      }
      const opening = openBase();
      try {
        this.hold(await within(OPEN, opening));
      } catch (error) {
        opening.then(
          (db) => db.close(),
          () => {},
        );
        throw error;
      }
      return this.db;
    }
    hold(db) {
      this.db = db;
      db.onversionchange = db.onclose = () => {
        db.close();
        if (this.db !== db) {
          return;
        }
        this.db = null;
        this.queue(() => this.connection()).catch(() => {});
      };
      if (this.again) {
        this.lost();
      }
      this.again = true;
    }

    /* this person's key as it stands now (a log-out in another window removes it); made where
       asked */
    async key(make) {
      const db = await this.connection();
      const there = await answerOf(db.transaction("keys").objectStore("keys").get(this.person));
      if (there || !make) {
        return there;
      }
      const how = { name: "AES-GCM", length: 256 };
      const made = await crypto.subtle.generateKey(how, false, ["encrypt", "decrypt"]);
      const work = db.transaction("keys", "readwrite"),
        keys = work.objectStore("keys");
      const raced = await answerOf(keys.get(this.person));
      if (raced) {
        return raced;
      }
      keys.put(made, this.person);
      await completed(work);
      return made;
    }
    async lock(words, key) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(words));
      return { iv: iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, text) };
    }
    async unlock(rows) {
      const key = await this.key(false),
        found = [];
      for (const row of key ? rows : []) {
        try {
          const how = { name: "AES-GCM", iv: row.iv };
          const text = new TextDecoder().decode(await crypto.subtle.decrypt(how, key, row.data));
          found.push({ row: row, words: JSON.parse(text) });
        } catch (fault) {
          /* under a key that is gone: nobody can read it */
        }
      }
      return found;
    }

    /* everything of this person, and how much waits here for others; makes the key */
    load() {
      return within(PATIENCE, this.loaded()).catch((error) => {
        this.rest();
        throw faultOf(error);
      });
    }
    async loaded() {
      await this.key(true);
      const db = await this.connection();
      const all = await answerOf(db.transaction("items").objectStore("items").getAll());
      const mine = all.filter((row) => row.person === this.person);
      const strange = all.filter((row) => row.person !== this.person && !row.saved);
      return { rows: await this.unlock(mine), strangers: strange.length };
    }

    /* put(row, words, {gone, shadow}): done when it is on the disk. ``gone``: the row it
       replaces; ``shadow``: of something the server has, so it is dropped where the key went
       with a log-out */
    put(row, words, how) {
      return this.queue(() => this.write(row, words, how || {})).catch((fault) => {
        this.ghosts.add(row.id);
        throw fault;
      });
    }
    async write(row, words, how) {
      this.ghosts.delete(row.id);
      const key = await this.key(!how.shadow);
      const locked = key ? await this.lock(words, key) : null;
      const durability = row.kind === "act" ? "strict" : "relaxed";
      const db = await this.connection();
      this.work = db.transaction("items", "readwrite", { durability: durability });
      const done = completed(this.work),
        items = this.work.objectStore("items");
      done.catch(() => {});
      if (locked) {
        items.put(Object.assign({ person: this.person }, row, locked));
      }
      if (how.gone) {
        items.delete(how.gone);
      }
      await done;
      this.work = null;
    }
    drop(id) {
      return this.queue(() => this.remove([id]));
    }
    async remove(ids) {
      const db = await this.connection(),
        work = db.transaction("items", "readwrite");
      ids.forEach((id) => work.objectStore("items").delete(id));
      await completed(work);
    }
    /* the keys of what lies here, as other windows left it */
    ids() {
      return this.queue(async () => {
        const ghosts = Array.from(this.ghosts);
        if (ghosts.length) {
          await this.remove(ghosts);
        }
        ghosts.forEach((id) => this.ghosts.delete(id));
        const db = await this.connection();
        const mine = db.transaction("items").objectStore("items").index("person");
        return new Set(await answerOf(mine.getAllKeys(this.person)));
      });
    }
    some(ids) {
      return this.queue(async () => {
        const db = await this.connection(),
          items = db.transaction("items").objectStore("items");
        const rows = await Promise.all(ids.map((id) => answerOf(items.get(id))));
        return this.unlock(rows.filter(Boolean));
      });
    }
  }

  window.zxShelf = { usable: usable, Shelf: Shelf };
})();
