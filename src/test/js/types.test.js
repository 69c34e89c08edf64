import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Herald, HeraldError } from '../../client/lib/herald.js';
import * as everything from '../../client/lib/herald.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const packageOf = (name) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const asyncapi = JSON.parse(readFileSync(here('../../../docs/asyncapi.json'), 'utf8'));

/** What the compiler complains about. */
function compile(project) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(packageOf('typescript'), 'bin/tsc'), '-p', project], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout + stderr;
}

/** A literal that has exactly these keys, or does not compile. */
function exactly(type, keys) {
  return `({ ${keys.map((key) => `'${key}': true`).join(', ')} }) satisfies Record<${type}, true>;\n`;
}

/** Compiles one file that is made here, against the declarations. */
function compiled(name, source) {
  const folder = here(`../../../target/types-${name}/`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const declarations = here('../../client/lib/herald.js');
  writeFileSync(join(folder, 'made.ts'), `import * as api from ${JSON.stringify(declarations)};\n${source}`);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: here('types/tsconfig.json'), files: ['made.ts'] }),
  );
  return compile(folder);
}

const publicOnes = (prototype) => Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');

test('an application that uses it compiles, and its mistakes do not', () => {
  assert.equal(compile(here('types')), '');
});

test('the types declare what the modules have: no more, no less', () => {
  const room = new Herald({ url: 'ws://x', WebSocket: class {} }).room('x');
  const ofRoom = ['name', ...publicOnes(Object.getPrototypeOf(room))].filter((name) => name !== 'ended');
  const source =
    exactly('Extract<keyof api.Room, string>', ofRoom.filter((name) => typeof name === 'string')) +
    exactly('keyof api.Herald', publicOnes(Herald.prototype)) +
    exactly('keyof typeof api', Object.keys(everything)) +
    exactly('Exclude<keyof api.HeraldError, keyof Error>', ['code', 'field', 'retryAfterMs']);
  assert.equal(compiled('members', source), '');
  assert.deepEqual(Object.keys(new HeraldError('offline', '', { field: '', retryAfterMs: 1 })), [
    'name',
    'code',
    'field',
    'retryAfterMs',
  ]);
});

test('the types know every event that the server sends, and those of the client itself', () => {
  const sent = Object.keys(asyncapi.channels.socket.messages).filter((name) => name.startsWith('event.'));
  const own = ['state', 'error', 'unknown', 'typing', 'room.lost'];
  const events = [...sent.map((name) => name.slice('event.'.length)), ...own];
  assert.equal(compiled('events', exactly('keyof api.HeraldEvents', events)), '');
});

test('the types know every error of the server, and those that the manual lists', () => {
  const manual = readFileSync(here('../../../docs/client.md'), 'utf8').split('\n## Errors')[1].split('\n## ')[0];
  const own = [...manual.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell]) => cell.match(/\w+/g));
  const source =
    exactly('api.ServerErrorCode', asyncapi.components.schemas.ErrorCode.enum) + exactly('api.ClientErrorCode', own);
  assert.equal(compiled('errors', source), '');
});

test('a type that is missing is noticed', () => {
  assert.match(compiled('missing', exactly("'a' | 'b'", ['a'])), /'b'/);
  assert.match(compiled('surplus', exactly("'a'", ['a', 'b'])), /'b'/);
});
