import { type App, open, settings } from '../assemble/index.ts';
import { buildProgram } from './program.ts';
import { fail } from './say.ts';

let opened: App | undefined;
const program = buildProgram(
  async () => (opened ??= (await open({ ...settings(), LOG_LEVEL: 'silent' })).app),
  (line) => console.log(line),
);

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
} finally {
  await opened?.close();
}
