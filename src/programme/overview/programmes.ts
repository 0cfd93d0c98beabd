import { z } from 'zod';
import { defineRoute } from '../route.ts';

const programme = z.strictObject({
  programme: z.string(),
  title: z.string(),
  languages: z.array(z.string()),
  timezone: z.string(),
  join: z.string().describe('what a newcomer texts'),
  modules: z.array(z.strictObject({ id: z.string(), title: z.string(), lessons: z.array(z.string()) })),
  sessions: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        week: z.number().int(),
        day: z.string(),
        at: z.string(),
        minutes: z.number().int(),
      }),
    )
    .describe('the plan; each cohort has its own dates'),
});

export const programmesList = defineRoute({
  name: 'programmes.list',
  method: 'GET',
  path: '/programmes',
  scope: 'programmes:read',
  summary: 'The programmes that are loaded, with their modules and planned sessions',
  reply: z.strictObject({ items: z.array(programme) }),
  async run(_, { programmes, sight }) {
    const seen = [...programmes.values()].filter(
      (one) => sight.programmes === null || sight.programmes.includes(one.programme),
    );
    return {
      items: seen.map(({ programme: name, title, languages, timezone, join, modules, sessions }) => ({
        programme: name,
        title,
        languages: [...languages],
        timezone,
        join,
        modules: modules.map((module) => ({ id: module.id, title: module.title, lessons: [...module.lessons] })),
        sessions: sessions.map(({ id, title: of, week, day, at, minutes }) => ({
          id,
          title: of,
          week,
          day,
          at,
          minutes,
        })),
      })),
    };
  },
});
