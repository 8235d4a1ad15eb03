/**
 * What the judges in JavaScript share: telling what became of each try, the lab's own interface, and a browser that
 * answers its pages.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

const control = process.env.LAB_CONTROL;
/** The app's own address; nobody listens there, because only what comes back in it is of interest. */
export const BACK = 'https://music.example/back';
let failed = false;

/** Runs one try, and prints its outcome as one line of JSON. */
export async function tries(call, action) {
  let outcome = 'passed';
  let note = '';
  try {
    await action();
  } catch (error) {
    failed = true;
    outcome = 'failed';
    note = error.stack ?? String(error);
  }
  console.log(JSON.stringify({ call, outcome, note }));
}

export function finish() {
  process.exit(failed ? 1 : 0);
}

async function ask(method, path, body) {
  const answer = await fetch(`${control}/lab/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}

export const register = (app) => ask('POST', 'apps', { redirect_uris: [BACK], ...app });
export const sendEvent = (event) => ask('POST', 'events', event);
export const rotateKeys = (vendor) => ask('POST', 'keys', { vendor });

/** Runs the action while the lab gets something wrong. */
export async function withFault(vendor, fault, action) {
  await ask('POST', 'faults', { vendor, fault });
  try {
    return await action();
  } finally {
    await ask('DELETE', 'faults', { vendor });
  }
}

/** That the client refuses, while the lab gets something wrong. */
export async function refuses(vendor, fault, action, why) {
  await withFault(vendor, fault, () => assert.rejects(action, why ?? (() => true), `${fault} went unnoticed`));
}

/**
 * Opens the address as a browser does, and agrees; returns the address that leads back to the app.
 *
 * Where the vendor posts a form instead, its fields stand in that address.
 */
export async function agree(address, person = 'lin', decision = 'agree') {
  const asked = await fetch(address, { redirect: 'manual' });
  assert.equal(asked.status, 302, await asked.text());
  const page = asked.headers.get('location');
  assert.match(await (await fetch(page)).text(), /模拟页面 SIMULATION/);
  const body = new URLSearchParams({ person, decision });
  const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
  if (answer.status === 302) return new URL(answer.headers.get('location'));
  const form = await answer.text();
  const back = new URL(/action="([^"]*)"/.exec(form)[1]);
  for (const [, name, value] of form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    back.searchParams.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  }
  return back;
}

/** Listens for what the lab sends to the app, and returns the address and the calls so far. */
export async function listen() {
  const calls = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      calls.push({ url: new URL(request.url, 'http://localhost'), body });
      response.end('success');
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}/events`, calls };
}
