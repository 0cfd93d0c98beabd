import { z } from 'zod';
import { audienceSchema } from '../audience.ts';
import { mayAsk } from '../classes.ts';
import { knownProgramme } from '../known-programme.ts';
import { mayRecord } from '../learner.ts';
import { defineRoute } from '../route.ts';
import { ENTERERS, MODES, surveyEnter } from './enter.ts';
import { enteredAnswer } from './entered.ts';
import { surveyNamed } from './known.ts';
import { surveySend } from './send.ts';

const name = z.string().trim().min(1).max(80);
const count = z.number().int();

export const surveysList = defineRoute({
  name: 'surveys.list',
  method: 'GET',
  path: '/surveys',
  scope: 'records:read',
  summary: 'What a programme asks in its surveys, and when',
  query: z.strictObject({ programme: name }),
  reply: z.strictObject({
    surveys: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        waves: z.array(z.string()),
        over: z.enum(['people', 'enterprises']),
        questions: z.array(
          z.strictObject({ id: z.string(), ask: z.string(), type: z.string(), options: z.array(z.string()) }),
        ),
      }),
    ),
  }),
  async run({ query }, { programmes, sight }) {
    const { surveys } = knownProgramme(query.programme, programmes, sight);
    return {
      surveys: surveys.map(({ name: called, title, waves, over, questions }) => ({
        name: called,
        title,
        waves: [...waves],
        over,
        questions: questions.map(({ id, ask, type, options }) => ({ id, ask, type, options: [...options] })),
      })),
    };
  },
});

export const surveysSend = defineRoute({
  name: 'surveys.send',
  method: 'POST',
  path: '/surveys/{survey}/send',
  scope: 'records:write',
  summary: 'Asks a survey of everybody an audience means, at most one survey a week each',
  params: z.strictObject({ survey: name }),
  body: z.strictObject({ wave: name, audience: audienceSchema }),
  reply: z.strictObject({
    people: count.describe('whom the audience means'),
    asked: count.describe('of them: who will be asked'),
    already: count.describe('of them: who have begun that wave'),
    notAgreed: count.describe('of them: who have not agreed to be asked'),
  }),
  async run({ params, body }, { programmes, sight, operate }) {
    const programme = knownProgramme(body.audience.programme, programmes, sight);
    const { survey, wave } = surveyNamed(programme.surveys, params.survey, body.wave);
    const needs = programme.surveyPlan.find((plan) => plan.survey === survey.name && plan.wave === wave)?.needs;
    const audience = mayAsk(body.audience, programme, sight);
    return operate(surveySend, { survey: survey.name, wave, audience, sight, ...(needs ? { needs } : {}) });
  },
});

export const surveysEnter = defineRoute({
  name: 'surveys.enter',
  method: 'POST',
  path: '/surveys/{survey}/answers',
  scope: 'records:write',
  summary: 'Enters what somebody answered on paper, face to face or by telephone, with its true day',
  params: z.strictObject({ survey: name }),
  body: z.strictObject({
    programme: name,
    person: z.string().min(1).max(100).describe('her id'),
    wave: name,
    mode: z.enum(MODES),
    on: z.iso.date().describe('the day on which she was asked'),
    answers: z
      .record(z.string(), enteredAnswer)
      .describe(
        'by question id: a number (of money in minor units), words (the option’s key or its number, "350.50" of money), or {missing: refused, unknown, no-answer}',
      ),
  }),
  reply: z.strictObject({
    id: z.string(),
    did: z.enum(['entered', 'filled']).describe('filled: into what she had left open on her phone'),
    second: z.boolean().describe('there is another complete one of that wave; the earlier counts'),
  }),
  async run({ params, body }, at) {
    const { person, programme, ...rest } = body;
    const whom = await mayRecord(person, programme, ENTERERS, at);
    const { id, did, second } = await at.operate(surveyEnter, { ...whom, survey: params.survey, ...rest });
    return { id: id!, did: did!, second: second! };
  },
});
