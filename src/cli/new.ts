import { Argument, type Command } from 'commander';
import { type Made, makeNew, type NewOptions, SCAFFOLDS, type Scaffold, settings } from '../assemble/index.ts';

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
      const { FLOWS_DIR: flows, LOCALES_DIR: locales } = settings();
      for (const line of told(what, makeNew(what, name, { flows, locales }, options))) console.log(line);
    });
}

function told(what: Scaffold, { written, changed, programme, name, open }: Made): string[] {
  const lesson = what === 'programme' || what === 'lesson';
  const next: [command: string, why: string][] = [
    ['recado check --watch', 'says at every save what is wrong, and where'],
    ...(lesson ? [[`recado chat ${programme} --lesson ${name}`, 'be the learner yourself'] as [string, string]] : []),
    ['recado test', 'plays the transcripts'],
  ];
  const width = Math.max(...next.map(([command]) => command.length)) + 3;
  return [
    ...written.map((path) => `written  ${path}`),
    ...changed.map(({ path, added }) => `changed  ${path}   + ${added}`),
    '',
    `It is valid as it stands. Open ${open}, put your own words in, and:`,
    ...next.map(([command, why]) => `  ${command.padEnd(width)}${why}`),
  ];
}
