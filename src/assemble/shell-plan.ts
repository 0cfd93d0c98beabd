import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { RecadoError } from '../base/errors.ts';
import { localDate } from '../domain/time.ts';
import { planOf, planQueries, planSheet } from '../programme/business-plan/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import { personNamed } from './shell-person.ts';
import type { Speaker } from './tongue.ts';

/** `recado plan Ana --out plan.pdf`: her business plan as far as it has come. */
export function addPlanCommand(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  program
    .command('plan <who>')
    .description('the business plan of somebody, put together from her homework: which sections stand, or a PDF of it')
    .option('--programme <programme>', 'needed where several are loaded')
    .option('--out <file>', 'the PDF to write')
    .action(async (who: string, { programme: given, out }: { programme?: string; out?: string }) => {
      const running = await app();
      const name = programmeNamed(running, given);
      const { library, deps } = running.mind();
      const programme = library.programmes.get(name)!;
      const she = await personNamed(running, who);
      const { homework, answers } = planQueries(she.id, programme);
      const { store } = running;
      const loaded = { homework: await store.read<never>(homework), answers: await store.read<never>(answers) };
      const plan = planOf(programme, loaded, shellSight('main'));
      if (!plan) throw new RecadoError('PLAN_NONE', { programme: name });
      const { phrase } = speaker();
      const { filled, sections } = plan;
      say(phrase('plans.stands', { title: plan.title, filled, sections: sections.length, version: plan.version }));
      for (const { title, state, version } of sections)
        say(`${title}: ${phrase(`section.${state}`)}${version > 1 ? phrase('plans.version', { version }) : ''}`);
      if (out === undefined) return;
      const language = programme.languages[0] ?? 'es';
      const of = {
        name: she.name ?? '',
        programme: programme.title,
        day: localDate(running.now(), programme.timezone),
        language,
      };
      const sheet = planSheet(
        plan,
        of,
        (key, vars) => deps.texts.say(key, { language, vars, address: programme.address }).text,
      );
      await writeFile(out, await running.paper(sheet));
      say(out);
    });
}
