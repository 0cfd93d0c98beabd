import type { Handler } from '../../programme/manifest.ts';

/** Proof of consent: which wording, in which language, over which channel, when she said it. Never overwritten. */
export const consent: Handler<'consent'> = ({ personId, purpose, programme, language, wording, given }, at) => [
  {
    op: 'insert',
    table: 'consent',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: personId,
      programme: programme ?? null,
      purpose,
      wording,
      language: language ?? at.person(personId)?.language ?? null,
      channel: at.cause?.channel ?? null,
      given: Number(given),
      happened_at: at.cause?.sentAt ?? at.now,
      entered_at: at.now,
    },
  },
];
