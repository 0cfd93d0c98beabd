import { type App, open, settings } from '../assemble/index.ts';
import { heedLang } from './lang.ts';
import { buildProgram } from './program.ts';
import { fail } from './say.ts';

heedLang(process.argv);
// `recado … | head` reads as much as it wants; what is under way ends well.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
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
