/**
 * Writes the API's types from the server's own description; with `--check` only says whether they are fresh.
 *
 * The service's tests hold its answers against the same description, so the types hold for what really comes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const DESCRIPTION = new URL('../openapi.json', import.meta.url);
const TYPES = new URL('../src/lib/api/schema.gen.d.ts', import.meta.url);
const HEAD =
  '// Made by `npm run gen:api` from openapi.json, which `cargo xtask gen --api` makes of the routes.\n\n';

const BLOB = ts.factory.createTypeReferenceNode('Blob');

const types = await openapiTS(DESCRIPTION, {
  // What is no text is bytes, which a browser holds in a blob.
  transform: (schema) => (schema.format === 'binary' ? BLOB : undefined),
});
const made = HEAD + astToString(types);

if (process.argv.includes('--check')) {
  const found = await readFile(TYPES, 'utf8').catch(() => '');
  if (found !== made) {
    console.error('src/lib/api/schema.gen.d.ts is not what openapi.json says: run `npm run gen:api`');
    process.exitCode = 1;
  }
} else {
  await writeFile(TYPES, made);
}
