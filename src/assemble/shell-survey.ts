import { type Command, InvalidArgumentError, Option } from 'commander';
import { type PlannedSurvey, WAVES } from '../flow/programme.ts';
import { ladderSet, STEPS } from '../programme/ladder/index.ts';
import { shellSight } from '../programme/sight.ts';
import { type EnteredAnswer, SURVEY_MODES, surveyEnter, surveyNamed, surveySend } from '../programme/survey/index.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Phrase, Speaker } from './tongue.ts';

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
export function addSurveyCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const survey = program.command('survey').description('questions asked the same way in several waves');
  survey
    .command('list')
    .description('what the programme asks, and when')
    .addOption(programmeOption())
    .action(async ({ programme: named }: { programme?: string }) => {
      const running = await app();
      const programme = running.mind().library.programmes.get(programmeNamed(running, named))!;
      const { phrase } = speaker();
      if (programme.surveys.length === 0) say(phrase('surveying.none'));
      for (const { name, waves, over, questions } of programme.surveys) {
        const counted = over === 'people' ? phrase('surveying.people') : phrase('surveying.enterprises');
        say(phrase('surveying.survey', { name, waves: waves.join(', '), count: questions.length, over: counted }));
        for (const { id, type, options } of questions) say(`    ${id} (${options.join(', ') || type})`);
      }
      for (const { survey: name, wave, when, needs } of programme.surveyPlan) {
        const only = needs ? phrase('surveying.only', { needs }) : '';
        say(`${name} ${wave}: ${momentOf(when, phrase)}${only}`);
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
        const { phrase } = speaker();
        say(phrase('surveying.asked', { asked: sent.asked, people: sent.people, name, wave }));
        if (sent.already > 0) say(phrase('surveying.already', { count: sent.already }));
        if (sent.notAgreed > 0) say(phrase('surveying.not-agreed', { count: sent.notAgreed, needs: needs! }));
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
        const { phrase } = speaker();
        say(done.did === 'filled' ? phrase('surveying.filled', { who }) : phrase('surveying.entered', { who }));
        if (done.second) say(phrase('surveying.second'));
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

function momentOf(when: PlannedSurvey['when'], phrase: Phrase): string {
  if (when === 'start') return phrase('surveying.start');
  if (when === 'end') return phrase('surveying.end');
  if (when === 'by hand') return phrase('surveying.by-hand');
  const long =
    'months' in when
      ? phrase('surveying.months', { count: when.months })
      : phrase('surveying.days', { count: when.days });
  return when.from ? phrase('surveying.after-start', { long }) : phrase('surveying.after-end', { long });
}

const MISSING = { refused: 'refused', unknown: 'unknown', '-': 'no-answer' } as const;

function answerOf(written: string): [string, EnteredAnswer] {
  const [, question, answer = ''] = /^([A-Za-z][\w-]*)=(.+)$/.exec(written) ?? [];
  if (question === undefined) throw new InvalidArgumentError(`"${written}" is not question=answer.`);
  const missing = MISSING[answer as keyof typeof MISSING];
  return [question, missing ? { missing } : answer];
}
