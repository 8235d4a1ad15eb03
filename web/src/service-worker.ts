/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/**
 * Opens the app and plays what was stored in this browser when the service cannot be reached.
 *
 * It keeps the app's own scripts, styles and icons, which carry no personal data, and reads what the page stored;
 * it stores nothing else that the service says. It is registered once somebody stores music or installs the app.
 *
 * A new version takes over at once, so that a fault is gone with the next visit. The shell before it stays as well:
 * a page that is still open finds the parts it has not loaded yet. Their names carry a hash, so none can be mistaken.
 */
import { build, files, version } from '$service-worker';
import { answerPart } from '$lib/features/offline/ranges';
import {
  isUnreachable,
  OFFLINE_CACHE,
  QUALITY_HEADER,
  ruleOf,
  SHELL_CACHE,
  type Rule,
} from '$lib/features/offline/places';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
// Versions are moments, so names sort by age.
const CACHE = `${SHELL_CACHE}-${version}`;
const SHELL = '/';
// Scanning a code needs the service anyway, so its reader of a megabyte is not stored beforehand.
const KEPT = new Set([...build.filter((path) => !path.includes('zxing_reader')), ...files]);
/** This shell and the one before it. */
const SHELLS_MAX = 2;
/** A page waits no longer for a service that says nothing. */
const PATIENCE_MS = 5_000;

worker.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    const page = await fetch(SHELL, { cache: 'no-cache' });
    if (!page.ok) throw new TypeError(`the app answered ${page.status}`);
    // The script that starts the app is made after the others are listed; the page names it.
    const named = [...(await page.clone().text()).matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src!);
    await cache.put(SHELL, page);
    await cache.addAll([...new Set([...KEPT, ...named])]);
    await worker.skipWaiting();
  };
  event.waitUntil(fill());
});

worker.addEventListener('activate', (event) => {
  const tidy = async () => {
    const shells = (await caches.keys()).filter((key) => key.startsWith(`${SHELL_CACHE}-`)).sort();
    for (const key of shells.slice(0, -SHELLS_MAX)) await caches.delete(key);
    await worker.clients.claim();
  };
  event.waitUntil(tidy());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  const rule = ruleOf(url.pathname);
  if (rule) event.respondWith(answer(rule, request, url));
  else if (url.pathname.startsWith('/api/') || url.pathname === '/healthz') return;
  else if (KEPT.has(url.pathname) || url.pathname.startsWith('/_app/immutable/')) {
    event.respondWith(fromShell(request));
  } else if (request.mode === 'navigate') event.respondWith(page(request));
});

async function fromShell(request: Request): Promise<Response> {
  const newest = await caches.match(request, { cacheName: CACHE });
  return newest ?? (await caches.match(request)) ?? fetch(request);
}

/** The server's page is fresher; the kept one opens without a connection. */
async function page(request: Request): Promise<Response> {
  const kept = async () => (await caches.match(SHELL, { cacheName: CACHE })) ?? Response.error();
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const fresh = await Promise.race([fetch(request).catch(() => null), late]);
  return fresh === null || isUnreachable(fresh.status) ? kept() : fresh;
}

async function answer(rule: Rule, request: Request, url: URL): Promise<Response> {
  const stored = () => inStorage(url.pathname);
  if (rule === 'audio') {
    const file = await stored();
    if (!file) return new Response(null, { status: 404 });
    const type = file.headers.get('Content-Type') ?? 'application/octet-stream';
    return answerPart(request.headers.get('Range'), await file.blob(), type);
  }
  if (rule === 'playback') {
    const here = await stored();
    if (here && here.headers.get(QUALITY_HEADER) === url.searchParams.get('quality')) return here;
  }
  try {
    const fresh = await fetch(request);
    return isUnreachable(fresh.status) ? ((await stored()) ?? fresh) : fresh;
  } catch {
    return (await stored()) ?? Response.error();
  }
}

/** Reads by name, because opening a cache that was removed would make it again. */
function inStorage(pathname: string): Promise<Response | undefined> {
  // A cover is stored in one size, which serves for all.
  return caches.match(pathname, { cacheName: OFFLINE_CACHE, ignoreSearch: true });
}
