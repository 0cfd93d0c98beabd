import { tallied } from './held.ts';

/**
 * `attended (person_id, attended, counted)` as CTEs after `who`: at how many sessions each of them was of how many that count
 * for her, as the fact `attendance` says it (programme/check-in): those at which she was expected that began from @att_since to
 * before @att_until, have ended, are not cancelled and of which anything was recorded; excused ones count on neither side. Wants
 * @att_programme, @att_since, @att_until, @att_now.
 */
export const ATTENDED_CTES = `${tallied(['attended', 'held'], { who: 'who', now: '@att_now', programme: '@att_programme', period: true })},
    attended (person_id, attended, counted) as (select person_id, attended, held from tally)`;
