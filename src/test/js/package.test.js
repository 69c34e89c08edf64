import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const FOLDER = fileURLToPath(new URL('../../client/', import.meta.url));
const MOST_AT_ONCE = 12 * 1024;
const MOST_IN_ALL = 18 * 1024;

const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
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

test('what a page loads, minified and gzipped, is less than 12 KiB, and what it may need later not much more', async () => {
  const made = await build({
    entryPoints: [`${FOLDER}lib/herald.js`],
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    outdir: FOLDER,
    write: false,
  });
  const sizes = new Map(made.outputFiles.map(({ path, contents }) => [basename(path), gzipped(contents)]));
  const outputs = Object.entries(made.metafile.outputs).map(([path, output]) => [basename(path), output]);
  const imports = new Map(outputs.map(([name, output]) => [name, output.imports]));
  const atOnce = new Set(['herald.js']);
  for (const name of atOnce) {
    for (const { path, kind } of imports.get(name)) if (kind === 'import-statement') atOnce.add(basename(path));
  }
  const sum = (names) => [...names].reduce((total, name) => total + sizes.get(name), 0);
  assert.ok(sum(atOnce) < MOST_AT_ONCE, `${sum(atOnce)} bytes at once, ${JSON.stringify([...sizes])}`);
  assert.ok(sum(sizes.keys()) < MOST_IN_ALL, `${sum(sizes.keys())} bytes in all`);
  assert.deepEqual(made.warnings, []);
});
