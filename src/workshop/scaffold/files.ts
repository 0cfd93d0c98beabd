import { stringify } from 'yaml';
import type { PackFile } from '../../flow/source.ts';
import { joinOf, slugOf, titleOf } from './name.ts';
import type { ScaffoldWords } from './words.ts';

/** A text of the author's as YAML takes it: quoted only where it must be. */
const plain = (words: string): string => stringify(words, { lineWidth: 0 }).trim();

/** What a scaffold is made for. */
export interface ScaffoldFor {
  readonly programme: string;
  readonly language: string;
  readonly timezone: string;
  readonly words: ScaffoldWords;
}

/** A whole pack: consent and registration built in, one lesson, reminders, and what WhatsApp needs after a day. */
export function programmeFiles(
  given: string,
  { language, timezone, words }: Omit<ScaffoldFor, 'programme'>,
): readonly PackFile[] {
  const name = slugOf(given);
  const lesson = slugOf(words.firstLesson);
  const about = { programme: name, language, timezone, words };
  return [
    { path: 'programme.yaml', text: programmeYaml(name, titleOf(given), lesson, about) },
    { path: 'templates.yaml', text: templatesYaml(name, words) },
    ...lessonFiles(words.firstLesson, about),
  ];
}

function programmeYaml(
  name: string,
  title: string,
  lesson: string,
  { language, timezone, words }: ScaffoldFor,
): string {
  return `# docs/packs.md says what may stand here. \`recado check\` finds every mistake.
programme: ${name}
title: ${plain(title)}
languages: [${language}]
address: usted              # usted | tu
currency: MXN
timezone: ${timezone}
join: ${joinOf(name)}            # what a newcomer texts
consent: consentimiento-1   # the built-in wording, until services/consentimiento.yaml is there
profile: registro           # the built-in questions, until services/registro.yaml is there
modules:
  - id: ${slugOf(words.firstModule)}
    title: ${plain(words.firstModule)}
    lessons: [${lesson}]
quiet_hours: 20:00-09:00
reminders:                  # of any question: after a day, after another, then a person of the team gets a task
  - { unanswered: question, after: 24 hours, times: 2 }
channel: { fallback_after: 6 hours }
`;
}

function templatesYaml(programme: string, { templates: t }: ScaffoldWords): string {
  const name = programme.replaceAll('-', '_');
  const entry = (purpose: string, suffix: string, text: string, button?: string) =>
    `  - for: ${purpose}\n    name: ${name}_${suffix}\n    languages:\n      ${t.language}:\n        text: ${plain(text)}\n${button ? `        button: ${plain(button)}\n` : ''}`;
  return `# What WhatsApp lets us say to who has not written for a day. Meta approves each before it is used: \`recado templates\`.
templates:
${entry('lesson', 'lesson', t.lesson, t.lessonButton)}${entry('nudge', 'nudge', t.nudge, t.nudgeButton)}${entry('staff', 'staff', t.staff)}`;
}

/** A lesson of two steps, and a transcript for each phone. */
export function lessonFiles(given: string, about: ScaffoldFor): readonly PackFile[] {
  const { words } = about;
  const name = slugOf(given);
  const text = `# ${words.change}
lesson: ${name}
title: ${plain(titleOf(given))}
steps:
  - say: ${plain(words.say)}
  - ask: ${plain(words.ask)}
    id: ${words.id}
    answer: yes-no-notyet
    remind: [24 hours, 72 hours]   # then a person of the team gets a task
    when:
      yes: [{ say: ${flowPlain(words.yes)} }]
      no: [{ say: ${flowPlain(words.no)} }]
      not yet: [{ say: ${flowPlain(words.no)} }]
`;
  return [
    { path: `lessons/${name}.yaml`, text },
    { path: `transcripts/${name}.whatsapp.txt`, text: transcript(name, 'whatsapp', about) },
    { path: `transcripts/${name}.sms.txt`, text: transcript(name, 'sms', about) },
  ];
}

/** Inside braces a comma would end the text. */
const flowPlain = (words: string): string => (/[,[\]{}]/.test(words) ? JSON.stringify(words) : plain(words));

function transcript(
  lesson: string,
  channel: 'whatsapp' | 'sms',
  { programme, language, timezone, words }: ScaffoldFor,
): string {
  const { about, says, asks, answer, replies } = words.transcript;
  return `# ${lesson} (${channel}): ${about}
programme ${programme} · lesson ${lesson} · ${channel} · ${language} · Ana · 2026-03-02 10:00 ${timezone}
> …${says}…
> …${asks}…
< ${answer}
> …${replies}…
= answers["${lesson}"]["${words.id}"] == "not yet"
`;
}

/** Homework with a photo or, by SMS, words. Its reminders go by its due date; then a person looks. */
export function homeworkFile(given: string, words: ScaffoldWords): PackFile {
  const name = slugOf(given);
  const text = `# ${words.change}
homework: ${name}
title: ${plain(titleOf(given))}
ask: ${plain(words.homework)}
sms: ${plain(words.homeworkSms)}
accept: [photo, text, voice]
due: 3 days at 20:00
remind: [2 days before at 18:00, 1 day after at 10:00]   # then a person of the team gets a task
review: coordinator
`;
  return { path: `homework/${name}.yaml`, text };
}

/** Two questions when the lessons are done. */
export function surveyFile(given: string, words: ScaffoldWords): PackFile {
  const name = slugOf(given);
  const { intro, liked, options, more, thanks } = words.survey;
  const text = `# ${words.change}
survey: ${name}
title: ${plain(titleOf(given))}
wave: satisfaction          # or baseline, endline, followup; [baseline, endline] asks the same twice
intro: ${plain(intro)}
thanks: ${plain(thanks)}
steps:
  - ask: ${plain(liked)}
    id: sirvio
    options: [${options.join(', ')}]
  - ask: ${plain(more)}
    id: cambiaria
`;
  return { path: `surveys/${name}.yaml`, text };
}
