import type { Millis } from '../../base/clock.ts';
import type { PackTemplate, Purpose, TemplateStatus } from '../../domain/template.ts';

/** A row of the table `template`. */
export interface TemplateRow {
  readonly channel: string;
  readonly name: string;
  readonly language: string;
  readonly programme: string;
  readonly status: TemplateStatus | null;
  readonly category: string | null;
  readonly next_category: string | null;
  readonly next_at: Millis | null;
  readonly quality: string | null;
  readonly reason: string | null;
  readonly provider_id: string | null;
  readonly trouble: Trouble | null;
  readonly told: string | null;
  readonly seen_at: Millis;
}

/**
 * What keeps messages from going by a template, or soon will. Texts `template.<trouble>`. Marketing is trouble only where
 * it was not asked for, and the programme does not pay for it.
 */
export type Trouble = 'rejected' | 'paused' | 'disabled' | 'missing' | 'refused' | 'marketing' | 'marketing-soon';

type Known = Pick<TemplateRow, 'status' | 'category' | 'next_category' | 'next_at'>;

/** What a template costs at that moment: as the provider says, else as the pack does. */
export function categoryAt(
  row: Known | undefined,
  pack: Pick<PackTemplate, 'category'> | undefined,
  now: Millis,
): string {
  if (row?.next_category && row.next_at !== null && row.next_at <= now) return row.next_category;
  return row?.category ?? pack?.category ?? 'utility';
}

/** Purposes that promote, and may cost what marketing costs. */
const PROMOTES: readonly Purpose[] = ['broadcast', 'invitation'];

function paysMarketing(pack: Pick<PackTemplate, 'purpose' | 'allowMarketing'>): boolean {
  return pack.allowMarketing || PROMOTES.includes(pack.purpose);
}

const WRONG: readonly (TemplateStatus | null)[] = ['rejected', 'paused', 'disabled', 'missing', 'refused'];

/** What is wrong with a template of a pack, or null. One that the provider has not spoken of is tried. */
export function troubleOf(row: Known, packs: readonly PackTemplate[], now: Millis): Trouble | null {
  if (WRONG.includes(row.status)) return row.status as Trouble;
  const unpaid = packs.some((pack) => !paysMarketing(pack));
  if (!unpaid) return null;
  if (categoryAt(row, packs[0], now) === 'marketing') return 'marketing';
  return row.next_category === 'marketing' ? 'marketing-soon' : null;
}

/** May a message go by it now? Pending ones would be refused. */
export function usable(row: Known | undefined, pack: PackTemplate, now: Millis): boolean {
  if (row && row.status !== null && row.status !== 'approved') return false;
  return categoryAt(row, pack, now) !== 'marketing' || paysMarketing(pack);
}
