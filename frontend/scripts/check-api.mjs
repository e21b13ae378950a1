// Fails when schema.gen.ts is not what docs/openapi.yaml gives: the types must not drift from the server.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'wotu-api-'));
const fresh = join(folder, 'schema.gen.ts');
try {
  execFileSync('npx', ['--no-install', 'openapi-typescript', '../docs/openapi.yaml', '-o', fresh], { stdio: 'inherit' });
  if (readFileSync(fresh, 'utf8') !== readFileSync('src/shared/api/schema.gen.ts', 'utf8')) {
    console.error('src/shared/api/schema.gen.ts is stale: run `npm run api`.');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
