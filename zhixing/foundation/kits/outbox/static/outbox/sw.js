// @ts-check
/* The service worker: static files, and the pages that say they may be kept (X-Zhixing-Offline:
   yes). A page from the network first, what was kept only when that does not answer. Every page kept
   belongs to one person (X-Zhixing-Person) and goes when that person logs out or another one is
   there. */
"use strict";
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const FILES = "zx-files",
  PAGES = "zx-pages",
  WHO = "/-/who",
  MOST = 80,
  PATIENCE = 4000;
const LOGOUT = "/*logout*/",
  OFFLINE = "/*offline*/",
  STATIC = "/*static*/",
  FIRST = "/*files*/".split(" ");
/* counts the log-outs: an answer that was asked for before one is not kept after it */
let wiped = 0;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then((cache) => cache.addAll([new Request(OFFLINE, { cache: "reload" }), ...FIRST]))
      .then(() => worker.skipWaiting()),
  );
});
worker.addEventListener("activate", (event) => {
  event.waitUntil(worker.clients.claim());
});

function forget() {
  wiped += 1;
  return caches.delete(PAGES);
}

/* answers whether it is kept now as it came */
async function keep(request, answer, before) {
  const person = answer.headers.get("X-Zhixing-Person");
  if (!person) {
    return false;
  }
  const there = await caches.match(WHO, { cacheName: PAGES });
  if (there && (await there.text()) !== person) {
    await forget();
    before = wiped;
  }
  if (
    answer.status !== 200 ||
    answer.redirected ||
    answer.headers.get("X-Zhixing-Offline") !== "yes" ||
    before !== wiped
  ) {
    return false;
  }
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding"); /* the body is kept as it reads */
  headers.delete("Content-Length");
  headers.set("X-Zhixing-Kept", new Date().toISOString());
  const body = await answer.blob(),
    cache = await caches.open(PAGES);
  await cache.put(WHO, new Response(person));
  await cache.put(request.url, new Response(body, { status: 200, headers: headers }));
  const all = await cache.keys();
  for (const old of all
    .filter((one) => !one.url.endsWith(WHO))
    .slice(0, Math.max(0, all.length - 1 - MOST))) {
    await cache.delete(old);
  }
  if (before !== wiped) {
    await caches.delete(PAGES);
    return false;
  }
  return true;
}

async function kept(address) {
  const found = await caches.match(address, { cacheName: PAGES, ignoreVary: true });
  if (!found || !/^text\/html/.test(found.headers.get("Content-Type") || "")) {
    return found;
  }
  const text = (await found.text()).replace(
    "<body",
    '<body data-kept="' + found.headers.get("X-Zhixing-Kept") + '"',
  );
  return new Response(text, { status: 200, headers: found.headers }); /* its own CSP comes along */
}

/* the network, or what is kept: at once when there is none, after some seconds when it does not
   answer */
async function first(network, fallback) {
  network.catch(() => {});
  const late = new Promise((done) => setTimeout(done, PATIENCE))
    .then(fallback)
    .catch(() => undefined);
  try {
    const answer = await Promise.race([network, late]);
    return answer || (await network);
  } catch (fault) {
    const found = await fallback();
    if (found) {
      return found;
    }
    throw fault;
  }
}

function page(event) {
  const before = wiped,
    network = fetch(event.request).then((answer) => {
      event.waitUntil(keep(event.request, answer.clone(), before).catch(() => {}));
      if (answer.status !== 502 && answer.status !== 504) {
        return answer;
      }
      return kept(event.request.url).then((copy) => copy || answer); /* only the proxy answers */
    });
  return first(network, () => kept(event.request.url)).catch(() =>
    caches.match(OFFLINE, { cacheName: FILES, ignoreVary: true }),
  );
}

/* the name of a file carries its hash: what is kept under it never changes */
async function file(event) {
  const copy = await caches
    .match(event.request, { cacheName: FILES, ignoreVary: true })
    .catch(() => undefined);
  if (copy) {
    return copy;
  }
  const answer = await fetch(event.request);
  if (answer.status === 200) {
    const taken = answer.clone();
    event.waitUntil(
      caches
        .open(FILES)
        .then((cache) => cache.put(event.request, taken))
        .catch(() => {}),
    );
  }
  return answer;
}

worker.addEventListener("fetch", (event) => {
  const request = event.request,
    url = new URL(request.url);
  if (url.origin !== worker.location.origin) {
    return;
  }
  if (request.method === "POST" && url.pathname === LOGOUT) {
    event.waitUntil(forget());
  }
  if (request.method !== "GET") {
    return;
  }
  if (url.pathname.startsWith(STATIC)) {
    event.respondWith(file(event));
  } else if (request.mode === "navigate") {
    event.respondWith(page(event));
  }
});

/* {keep: [addresses]}: pages and files to have ready; answers {kept: [those that are]} */
worker.addEventListener("message", (event) => {
  if (event.data && event.data.forget) {
    event.waitUntil(forget());
  }
  if (!event.data || !event.data.keep) {
    return;
  }
  const one = async (address) => {
    const url = new URL(address, worker.location.origin),
      name = url.pathname.startsWith(STATIC) ? FILES : PAGES,
      before = wiped;
    if (url.origin !== worker.location.origin) {
      return false;
    }
    if (
      !event.data.again &&
      (await caches.match(url.href, { cacheName: name, ignoreVary: true }))
    ) {
      return true;
    }
    const answer = await fetch(url.href, { credentials: "same-origin" });
    if (name === PAGES) {
      return keep(new Request(url.href), answer, before);
    }
    if (!answer.ok) {
      return false;
    }
    await (await caches.open(FILES)).put(url.href, answer);
    return true;
  };
  event.waitUntil(
    Promise.all(event.data.keep.map((address) => one(address).catch(() => false))).then((done) => {
      if (event.source) {
        event.source.postMessage({
          kept: event.data.keep.filter((address, at) => done[at]),
          again: Boolean(event.data.again),
        });
      }
    }),
  );
});
