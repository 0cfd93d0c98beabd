import type { Command } from 'commander';
import { drop, pauseSet, resume } from '../programme/standing/index.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

const BY = { kind: 'shell', id: 'shell' } as const;

interface PauseOptions {
  readonly from?: string;
  readonly to: string;
  readonly why?: string;
  readonly programme?: string;
}

/** `recado pause|resume|drop`: how somebody stands in a programme. */
export function addStandingCommands(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
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
      const { phrase } = speaker();
      const name = done.name!;
      say(phrase('standing.rests', { name, people: done.people!, from: done.from!, to: done.to!, back: done.back! }));
      say(phrase('standing.to-undo', { name }));
    });
  program
    .command('resume <who>')
    .description('end the pauses of a cohort or a person, or bring back somebody who was taken out')
    .option('--programme <programme>', 'needed where several are loaded')
    .action(async (who: string, { programme }: { programme?: string }) => {
      const running = await app();
      const at = { programme: programmeNamed(running, programme), by: BY, workspace: 'main' };
      const { name, did } = await running.operate(resume, { who, ...at });
      const { phrase } = speaker();
      if (did === 'nothing') say(phrase('standing.no-pause', { name: name! }));
      else if (did === 'back') say(phrase('standing.again', { name: name! }));
      else say(phrase('standing.goes-on', { name: name! }));
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
      const { phrase } = speaker();
      say(`${phrase('standing.left', { name: name!, why })} ${phrase('standing.to-undo', { name: name! })}`);
    });
}
