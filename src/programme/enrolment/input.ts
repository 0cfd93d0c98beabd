import { z } from 'zod';
import { CHANNELS } from '../../domain/channel.ts';

export const by = z.strictObject({ kind: z.enum(['staff', 'token', 'shell', 'system']), id: z.string().min(1) });

/** E.164, Mexico's 521 already made 52. */
export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** One woman of a list. */
export const enrolRow = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Absent: she has none; she is reached on paper and by people. Another's: they share it. */
  phone: phone.optional(),
  /** Where to write to her first, if that is not `place`. A number that is known already stays where it is known. */
  channel: z.enum(CHANNELS).optional(),
  ourNumber: z.string().min(1).optional(),
  /** BCP 47. */
  language: z.string().min(2).max(20).optional(),
  /** Names of a cohort, and of a group within it. */
  cohort: z.string().min(1).max(80).optional(),
  group: z.string().min(1).max(80).optional(),
  /** What the list says of her, as `profile.<key>`; it never overwrites what she has said herself. */
  profile: z.record(z.string().max(60), z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
  /** She has agreed on paper: she is not invited but goes on to her registration. */
  paper: z.strictObject({ on: z.iso.date(), proof: z.string().trim().min(1).max(80) }).optional(),
});
export type EnrolRow = z.output<typeof enrolRow>;

/** So many in one operation: the one writer is held some 50 ms by it. Longer lists go in several. */
export const ENROL_MOST = 500;

export const enrolManyInput = z.strictObject({
  programme: z.string().min(1),
  rows: z.array(enrolRow).min(1).max(ENROL_MOST).readonly(),
  /** Where a number that nobody knows is written to. */
  place: z.strictObject({ channel: z.enum(CHANNELS), ourNumber: z.string().min(1) }),
  /** Who put them on the list; of the team, her first name stands in the invitation. */
  by,
  workspace: z.string().default('main'),
});
export type EnrolManyInput = z.output<typeof enrolManyInput>;

/** Why somebody of a list was not invited. Nothing was written of her, except where `person` is named. */
export const REFUSED = ['cohort-unknown', 'group-unknown', 'said-no', 'wrong-number', 'erased'] as const;

/** What became of one row, in the order of the rows. */
export type EnrolOutcome =
  | {
      /**
       * `invited`: she gets the invitation. `consented`: on paper, she goes on. `moved`: takes part already, now in that cohort
       * or group. `already`: nothing changed.
       */
      readonly did: 'invited' | 'consented' | 'moved' | 'already';
      readonly person: string;
      /** She was not known before. */
      readonly created: boolean;
      /** Her state in the programme before this (enrolment.state). */
      readonly was?: string;
      /** Her number on the cohort's roster, hers for as long as the cohort lasts. */
      readonly number?: number;
      /** Others are reached at that phone. */
      readonly shared?: true;
      /** No phone at all, or one that wants no messages: nothing is sent. */
      readonly silent?: true;
    }
  | { readonly did: 'refused'; readonly why: (typeof REFUSED)[number]; readonly person?: string };
