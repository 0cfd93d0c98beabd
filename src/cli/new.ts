import { Argument, type Command } from 'commander';
import {
  type Made,
  makeNew,
  type NewOptions,
  SCAFFOLDS,
  type Scaffold,
  type Speaker,
  settings,
  speakerIn,
} from '../assemble/index.ts';
import { foldersOf } from './lang.ts';

export function addNew(program: Command): void {
  program
    .command('new')
    .description('begin a programme, lesson, homework or survey: a scaffold that checks and plays as it stands')
    .addArgument(new Argument('<what>').choices(SCAFFOLDS))
    .argument('<name>', 'a name (`dos-botes`) or a title in quotes ("Dos botes")')
    .option('--pack <programme>', 'of which programme; may be left out where there is one')
    .option('--module <id>', 'of a lesson: the module it is added to, else the last')
    .option('--lesson <name>', 'of a homework: the lesson that gives it, else the last')
    .option('--language <tag>', 'of a programme: the language its lessons are written in (es-MX)')
    .option('--timezone <zone>', 'of a programme (America/Mexico_City)')
    .action((what: Scaffold, name: string, options: NewOptions) => {
      const folders = foldersOf(settings());
      const made = makeNew(what, name, folders, options);
      for (const line of told(what, made, speakerIn(folders, made.programme))) console.log(line);
    });
}

function told(what: Scaffold, { written, changed, programme, name, open }: Made, { phrase }: Speaker): string[] {
  const lesson = what === 'programme' || what === 'lesson';
  const next: [command: string, why: string][] = [
    ['recado check --watch', phrase('new.watch')],
    ...(lesson ? [[`recado chat ${programme} --lesson ${name}`, phrase('new.chat')] as [string, string]] : []),
    ['recado test', phrase('new.test')],
  ];
  const width = Math.max(...next.map(([command]) => command.length)) + 3;
  return [
    ...written.map((path) => `${phrase('new.written')}  ${path}`),
    ...changed.map(({ path, added }) => `${phrase('new.changed')}  ${path}   + ${added}`),
    '',
    phrase('new.valid', { open }),
    ...next.map(([command, why]) => `  ${command.padEnd(width)}${why}`),
  ];
}
