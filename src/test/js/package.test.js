import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const FOLDER = fileURLToPath(new URL('../../client/', import.meta.url));
const MOST_BYTES = 12 * 1024;

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('src/client/package.json'));

test('npm packs the modules, what says how to use them, and nothing else', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], {
    cwd: FOLDER,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const answer = JSON.parse(packed);
  const [{ name, version, files }] = Array.isArray(answer) ? answer : Object.values(answer);
  const modules = readdirSync(`${FOLDER}lib`).map((file) => `lib/${file}`);
  const expected = ['LICENSE', 'README.md', 'package.json', ...modules];
  assert.deepEqual(files.map(({ path }) => path).sort(), expected.sort());
  assert.deepEqual([name, version], ['@herald/client', manifest.version]);
});

test('the package needs no other and is released with the server', () => {
  for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies']) {
    assert.equal(manifest[kind], undefined, kind);
  }
  assert.equal(manifest.version, /<artifactId>herald<\/artifactId>\s*<version>([^<]+)</.exec(read('pom.xml'))[1]);
  assert.equal(read('src/client/LICENSE'), read('LICENSE'));
});

test('the package is what its name imports', async () => {
  const { types, default: entry } = manifest.exports['.'];
  const { Herald } = await import(new URL(`../../client/${entry}`, import.meta.url));
  assert.equal(typeof Herald, 'function');
  assert.match(read(`src/client/${types}`), /export class Herald /);
});

test('all of it, minified and gzipped, is less than 12 KiB', async () => {
  const entryPoints = [`${FOLDER}lib/herald.js`];
  const made = await build({ entryPoints, bundle: true, minify: true, format: 'esm', target: 'es2022', write: false });
  const [{ contents }] = made.outputFiles;
  const size = gzipSync(contents, { level: 9 }).length;
  assert.ok(size < MOST_BYTES, `${size} bytes, at most ${MOST_BYTES}`);
  assert.deepEqual(made.warnings, []);
});
