import { writeSync } from 'node:fs';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { optionsFor, START, text } from './setup.ts';

// Run by kill.test.ts until it is killed: takes batch after batch and says which messages were acknowledged.
const [path = '', round = ''] = process.argv.slice(2);
const store = openSqlite(optionsFor(path));
for (let n = 0; ; n++) {
  const arrived = Array.from({ length: 1 + (n % 20) }, (_, i) =>
    text(`P${(n + i) % 30}`, `r${round}n${n}i${i}`, { providerId: `${round}-${n}-${i}`, sentAt: START + n }),
  );
  await store.turnBatch({ arrived, limit: 100, now: START + n, seed: `${round}.${n}` });
  writeSync(1, `${arrived.map((m) => m.providerId).join('\n')}\n`);
}
