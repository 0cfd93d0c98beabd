import { type Command, InvalidArgumentError, Option } from 'commander';
import { WAVES } from '../flow/programme.ts';
import { ladderSet, STEPS } from '../programme/ladder/index.ts';
import { shellSight } from '../programme/sight.ts';
import { type EnteredAnswer, SURVEY_MODES, surveyEnter, surveyNamed, surveySend } from '../programme/survey/index.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');
const waveOption = () => new Option('--wave <wave>', 'which round of asking').choices(WAVES);

interface Places {
  readonly cohort?: string[];
  readonly group?: string[];
  readonly site?: string[];
}

/** `recado survey`: what is asked in waves; `recado ladder`: where somebody stands. */
export function addSurveyCommands(program: Command, app: Open, say: Say): void {
  const survey = program.command('survey').description('questions asked the same way in several waves');
  survey
    .command('list')
    .description('what the programme asks, and when')
    .addOption(programmeOption())
    .action(async ({ programme: named }: { programme?: string }) => {
      const running = await app();
      const programme = running.mind().library.programmes.get(programmeNamed(running, named))!;
      if (programme.surveys.length === 0) say('This programme has no survey: docs/packs.md says how to write one.');
      for (const { name, waves, over, questions } of programme.surveys) {
        say(`${name}: ${waves.join(', ')}; ${questions.length} questions, counted over ${over}`);
        for (const { id, type, options } of questions) say(`    ${id} (${options.join(', ') || type})`);
      }
      for (const { survey: name, wave, when, needs } of programme.surveyPlan) {
        const long = typeof when === 'string' ? '' : 'months' in when ? `${when.months} months` : `${when.days} days`;
        const moment = typeof when === 'string' ? when : `${long} after the ${when.from ?? 'end'}`;
        say(`${name} ${wave}: ${moment}${needs ? `, only who agreed to ${needs}` : ''}`);
      }
    });
  survey
    .command('send <survey>')
    .description('ask it now of those who have not begun that wave; at most one survey a week each')
    .addOption(waveOption().makeOptionMandatory())
    .addOption(programmeOption())
    .option('--cohort <names...>', 'of this cohort')
    .option('--group <names...>', 'of this group')
    .option('--site <names...>', 'of this site')
    .action(
      async (
        name: string,
        { wave, programme: named, cohort, group, site }: Places & { wave: string; programme?: string },
      ) => {
        const running = await app();
        const programme = running.mind().library.programmes.get(programmeNamed(running, named))!;
        const found = surveyNamed(programme.surveys, name, wave);
        const needs = programme.surveyPlan.find((plan) => plan.survey === name && plan.wave === wave)?.needs;
        const audience = {
          programme: programme.programme,
          ...(cohort ? { cohorts: cohort } : {}),
          ...(group ? { groups: group } : {}),
          ...(site ? { sites: site } : {}),
        };
        const sent = await running.operate(surveySend, {
          survey: name,
          wave: found.wave,
          audience,
          sight: shellSight(WORKSPACE),
          ...(needs ? { needs } : {}),
        });
        say(`${sent.asked} of ${sent.people} are asked ${name} (${wave}).`);
        if (sent.already > 0) say(`${sent.already} have begun that wave already.`);
        if (sent.notAgreed > 0) say(`${sent.notAgreed} have not agreed to ${needs}.`);
      },
    );
  survey
    .command('enter <who> <survey> <answers...>')
    .description(
      'what somebody answered on paper or to a person: question=answer; refused, unknown and - (nothing) are answers too',
    )
    .addOption(waveOption().makeOptionMandatory())
    .requiredOption('--on <date>', 'the day she was asked, yyyy-mm-dd')
    .addOption(new Option('--mode <mode>', 'how she was asked').choices(SURVEY_MODES).default('paper'))
    .addOption(programmeOption())
    .action(
      async (
        who: string,
        name: string,
        words: string[],
        options: { wave: string; on: string; mode: (typeof SURVEY_MODES)[number]; programme?: string },
      ) => {
        const running = await app();
        const programme = programmeNamed(running, options.programme);
        const { wave, on, mode } = options;
        const done = await running.operate(surveyEnter, {
          who,
          programme,
          survey: name,
          wave,
          on,
          mode,
          answers: Object.fromEntries(words.map(answerOf)),
          by: BY,
          workspace: WORKSPACE,
        });
        say(done.did === 'filled' ? `Filled into what ${who} left open on her phone.` : `Entered for ${who}.`);
        if (done.second) say('She has answered that wave before: the earlier one counts, both are kept.');
      },
    );
  program
    .command('ladder <who> <step>')
    .description(`where she stands on the digital-inclusion ladder: ${STEPS.join(', ')}`)
    .option('--on <date>', 'the day on which it was so; today without it')
    .addOption(programmeOption())
    .action(async (who: string, step: string, options: { on?: string; programme?: string }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const known = STEPS.find((one) => one === step);
      if (!known) throw new InvalidArgumentError(`"${step}" is none of ${STEPS.join(', ')}.`);
      const { on } = options;
      await running.operate(ladderSet, {
        who,
        programme,
        step: known,
        ...(on ? { on } : {}),
        by: BY,
        workspace: WORKSPACE,
      });
      say(`${who}: ${step}`);
    });
}

const MISSING = { refused: 'refused', unknown: 'unknown', '-': 'no-answer' } as const;

function answerOf(written: string): [string, EnteredAnswer] {
  const [, question, answer = ''] = /^([A-Za-z][\w-]*)=(.+)$/.exec(written) ?? [];
  if (question === undefined) throw new InvalidArgumentError(`"${written}" is not question=answer.`);
  const missing = MISSING[answer as keyof typeof MISSING];
  return [question, missing ? { missing } : answer];
}
