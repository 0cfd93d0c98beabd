import type { Command } from 'commander';
import { drop, pauseSet, resume } from '../programme/standing/index.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';

const BY = { kind: 'shell', id: 'shell' } as const;

interface PauseOptions {
  readonly from?: string;
  readonly to: string;
  readonly why?: string;
  readonly programme?: string;
}

/** `recado pause|resume|drop`: how somebody stands in a programme. */
export function addStandingCommands(program: Command, app: () => Promise<App>, say: (line: string) => void): void {
  program
    .command('pause <who>')
    .description('a cohort or a person rests: no lesson and no reminder on those days')
    .requiredOption('--to <date>', 'the last day, yyyy-mm-dd')
    .option('--from <date>', 'the first day; today without it')
    .option('--why <reason>', 'harvest, feast, mourning')
    .option('--programme <programme>', 'needed where several are loaded')
    .action(async (who: string, { programme: named, ...options }: PauseOptions) => {
      const running = await app();
      const programme = programmeNamed(running, named);
      const zone = running.mind().library.programmes.get(programme)!.timezone;
      const done = await running.operate(pauseSet, {
        who,
        programme,
        timezone: zone,
        why: '',
        ...options,
        by: BY,
        workspace: 'main',
      });
      say(`${done.name} (${done.people}) rests from ${done.from} to ${done.to} and is back on ${done.back}.`);
      say(`To undo it: recado resume ${done.name}`);
    });
  program
    .command('resume <who>')
    .description('end the pauses of a cohort or a person, or bring back somebody who was taken out')
    .option('--programme <programme>', 'needed where several are loaded')
    .action(async (who: string, { programme }: { programme?: string }) => {
      const running = await app();
      const at = { programme: programmeNamed(running, programme), by: BY, workspace: 'main' };
      const { name, did } = await running.operate(resume, { who, ...at });
      say(`${name} ${did === 'nothing' ? 'had no pause' : did === 'back' ? 'takes part again' : 'goes on'}.`);
    });
  program
    .command('drop <name>')
    .description('somebody has left the programme; nothing more is sent to her')
    .requiredOption('--why <reason>', 'moved, illness, not interested …')
    .option('--programme <programme>', 'needed where several are loaded')
    .action(async (who: string, { why, programme }: { why: string; programme?: string }) => {
      const running = await app();
      const at = { programme: programmeNamed(running, programme), by: BY, workspace: 'main' };
      const { name } = await running.operate(drop, { who, why, ...at });
      say(`${name} has left the programme (${why}). To undo it: recado resume ${name}`);
    });
}
