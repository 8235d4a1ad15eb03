/**
 * A service of this file's own, for what depends on its settings; it goes away with the tests.
 *
 * It is the same program as the one the other tests meet, with an empty library, and listens where `localhost` leads.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts the service before the tests of a file, and tells the other helpers where it is; `settings` are environment variables. */
export function withOwnService(settings: (address: string) => Promise<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'qingyin-own-'));
  const before = { ...process.env };
  let service: ChildProcess | undefined;

  beforeAll(async () => {
    const port = await freePort();
    const address = `http://localhost:${port}`;
    const output = join(folder, 'output');
    const music = join(folder, 'music');
    mkdirSync(music);
    const log = openSync(output, 'w');
    const build = new URL('../build', import.meta.url).pathname;
    const places = ['--data', join(folder, 'data'), '--listen', `127.0.0.1:${port}`, '--web-folder', build];
    service = spawn(process.env['QINGYIN_BINARY']!, ['serve', ...places, '--music', music], {
      env: { ...process.env, QINGYIN_SERVER_TRUSTED_PROXIES: '127.0.0.1', ...(await settings(address)) },
      stdio: ['ignore', log, log],
    });
    Object.assign(process.env, { QINGYIN_ADDRESS: address, QINGYIN_OUTPUT: output });
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/server`).catch(() => null);
      if (answer?.ok) break;
      if (tries > 200) throw new Error(`the service did not start; see ${output}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  });
  afterAll(async () => {
    const ended = new Promise((done) => service?.once('exit', done));
    if (service?.kill()) await ended;
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });
}
