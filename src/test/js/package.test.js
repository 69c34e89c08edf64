import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const FOLDER = fileURLToPath(new URL('../../client/', import.meta.url));
const MOST_AT_ONCE = 12 * 1024;
const MOST_LATER = 4 * 1024;
const ON_DEMAND = ['http.js', 'tabs.js'];

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

/** What a bundler makes of a module and all that it imports at once. */
async function bundled(name) {
  const entryPoints = [`${FOLDER}lib/${name}`];
  const external = ON_DEMAND.map((other) => `./${other}`);
  const how = { bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, metafile: true };
  const { outputFiles, metafile, warnings } = await build({ entryPoints, external, ...how });
  assert.deepEqual(warnings, []);
  return { size: gzipSync(outputFiles[0].contents, { level: 9 }).length, metafile };
}

test('what every page loads, minified and gzipped, is less than 12 KiB', async () => {
  const { size, metafile } = await bundled('herald.js');
  assert.ok(size < MOST_AT_ONCE, `${size} bytes, at most ${MOST_AT_ONCE}`);
  const later = Object.values(metafile.outputs)[0].imports.filter(({ kind }) => kind === 'dynamic-import');
  assert.deepEqual(later.map(({ path }) => path.slice(2)).sort(), ON_DEMAND);
});

test('what a page loads when it is needed is less than 4 KiB each', async () => {
  for (const name of ON_DEMAND) {
    const { size } = await bundled(name);
    assert.ok(size < MOST_LATER, `${name}: ${size} bytes, at most ${MOST_LATER}`);
  }
});
