// Checks docs/asyncapi.json with the parser of the AsyncAPI Initiative, and that each of the given envelopes is as it says.
// Usage: node asyncapi.mjs <document> <envelopes>, the latter a JSON array of {message, envelope}.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';

const [documentFile, envelopesFile] = process.argv.slice(2);
const text = readFileSync(documentFile, 'utf8');
const { document, diagnostics } = await new Parser().parse(text);
const faults = diagnostics.filter((one) => one.severity === 0).map((one) => `${one.path.join('.')}: ${one.message}`);

if (document) {
  const source = JSON.parse(text);
  const schemas = { $id: 'herald', components: source.components };
  const ajv = new Ajv({ strict: false, schemas: [schemas] });
  const messages = source.channels.socket.messages;
  for (const { message, envelope } of JSON.parse(readFileSync(envelopesFile, 'utf8'))) {
    const payload = messages[message]?.payload;
    if (!payload) {
      faults.push(`there is no message ${message}`);
      continue;
    }
    const own = JSON.parse(JSON.stringify(payload).replaceAll('"#/components/', '"herald#/components/'));
    if (!ajv.validate(own, envelope)) {
      faults.push(`${message}: ${ajv.errorsText()} in ${JSON.stringify(envelope)}`);
    }
  }
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
