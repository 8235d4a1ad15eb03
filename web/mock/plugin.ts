/** A Vite plugin that answers `/api` from invented data: for working on components without a server. */
import type { Connect, Plugin } from 'vite';
import { answer } from './api.ts';

export function mockApi(): Plugin {
  const api: Connect.NextHandleFunction = (request, response, next) => {
    if (!request.url?.startsWith('/api/')) return next();
    void answer(request, response);
  };
  return { name: 'qingyin-mock-api', configureServer: (server) => void server.middlewares.use(api) };
}
