import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const TOP = '/work/main';
const { readAll } = await import(join(TOP, 'src/assemble/packs.ts'));
const { stages } = await import(join(TOP, 'src/assemble/stage.ts'));
const { readMigrations } = await import(join(TOP, 'src/files.ts'));
const { parseTranscript } = await import(join(TOP, 'src/workshop/transcript/parse.ts'));
const { playTranscript } = await import(join(TOP, 'src/workshop/transcript/run.ts'));
const { transcripts: _, ...packs } = readAll({ flows: join(TOP, 'flows'), locales: join(TOP, 'locales') });
const make = stages(packs, readMigrations(join(TOP, 'migrations'), 'sqlite'), join(TOP, 'flows'));
const ROLE = /^(coordinadora|facilitadora|focal|suplente|quejas|coordinator|facilitator|deputy|complaints) /;
for (const file of process.argv.slice(2)) {
  const raw = readFileSync(file, 'utf8').trimEnd().split('\n');
  const text = raw.flatMap((line, i) => {
    const who = /^((?:[\w]+ )?)< /.exec(line)?.[1];
    if (who === undefined) return [line];
    const next = raw.slice(i + 1).find((l) => !l.startsWith('#')) ?? '';
    return next.startsWith(`${who}>`) ? [line] : [line, `${who}> …`];
  }).join('\n') + '\n';
  const read = parseTranscript(file, text);
  if ('mistakes' in read) { console.log(file, read.mistakes); continue; }
  const { blocks, differences } = await playTranscript(read.transcript, make);
  const lines = text.trimEnd().split('\n');
  // codes
  const names = new Map<string, string>();
  for (const b of blocks) for (const e of b.expected) {
    const name = /\{(\w+)\}/.exec(e.text)?.[1]; if (!name) continue;
    const rx = new RegExp(e.text.split(/(…|\{\w+\})/).map((p: string) => p === '…' ? '[^]*?' : /^\{/.test(p) ? '([\\p{L}\\d]+)' : p.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join(''), 'u');
    for (const m of b.messages) { const got = rx.exec(m)?.[1]; if (got) { names.set(got, name); break; } }
  }
  let n = 0;
  const code = (m: string) => m
    .replace(/\b(ENVIAR|DESHACER|CANCELAR|PROBAR|SEND|UNDO|CANCEL|TEST) (\d{4})\b/g, (_a, w, d) => { if (!names.has(d)) names.set(d, `c${++n}`); return `${w} {${names.get(d)}}`; })
    .replace(/\b(Aviso|Message) (\d{4})\b/g, (a, w, d) => names.has(d) ? `${w} {${names.get(d)}}` : a)
    .replace(/(Palabra|Word): (\p{Lu}+)/gu, (_a, w, d) => `${w}: {${names.get(d) ?? (names.set(d, `w${++n}`), names.get(d))}}`);
  const out: string[] = [];
  const emit = (before: (b: number) => boolean) => {
    for (const b of blocks.filter((b: any) => before(b.before))) {
      const staff = b.who && ROLE.test(`${b.who} `);
      if (!staff) continue;
      for (const m of b.messages) {
        const known = /Ya separa|500 pesos|Quien vende|keep the business|500 pesos|sells for something|sell for/.exec(m);
        if (!staff && known) { out.push(`${b.who ? `${b.who} ` : ''}> …${known[0]}…`); continue; }
        for (const l of code(m).split('\n').filter(Boolean)) out.push(`${b.who ? `${b.who} ` : ''}> ${l}`);
      }
    }
  };
  let pending: string[] = [];
  lines.forEach((line, i) => {
    if (line.startsWith('#') && i > 0) { pending.push(line); return; }
    if (/^(\w+ )?>/.test(line)) { if (!ROLE.test(line)) { emit((b) => b === i + 1); out.push(...pending, line); pending = []; } return; }
    emit((b) => b === i + 1);
    out.push(...pending, line); pending = [];
  });
  emit((b) => b > lines.length);
  writeFileSync(join(TOP, 'flows/llera/transcripts', file), out.join('\n') + '\n');
  console.log(`== ${file}`); if (process.env.SHOW) console.log(out.join('\n'));
  for (const d of differences) if (!/nothing was|expected nothing|not expected|unexpected/i.test(d.says)) console.log('   !', d.line, d.says.slice(0, 300).replaceAll('\n', ' / '));
}
