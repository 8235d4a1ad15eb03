/** Serves the built app with the invented API, under a security policy as strict as the real service's. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { answer } from './api.ts';

const SECURITY_POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Starts on a free port of this machine; any address that names no file gets the shell. */
export async function serve(build: string): Promise<{ server: Server; address: string }> {
  if (!existsSync(join(build, 'index.html')))
    throw new Error(`${build} holds no built app; run \`npm run build\``);
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/')) return void answer(request, response);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const asked = join(build, normalize(decodeURIComponent(pathname)));
    const file = asked.startsWith(build) && existsSync(asked) && statSync(asked).isFile() ? asked : null;
    const path = file ?? join(build, 'index.html');
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
    response.setHeader('Content-Security-Policy', SECURITY_POLICY);
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
