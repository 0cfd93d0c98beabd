import type { TemplateStatus } from '../../domain/template.ts';
import { field } from '../peek.ts';

/** Meta's states, in lists and in webhooks. A flagged one still goes; what is on appeal or being deleted does not. */
const STATUS: Readonly<Record<string, TemplateStatus>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNPAUSED: 'approved',
  FLAGGED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  LIMIT_EXCEEDED: 'disabled',
  LOCKED: 'disabled',
  PENDING_DELETION: 'missing',
  DELETED: 'missing',
  ARCHIVED: 'missing',
};

export function statusOf(written: unknown): TemplateStatus | undefined {
  return STATUS[field(written)?.toUpperCase() ?? ''];
}

export function categoryOf(written: unknown): string | undefined {
  return field(written)?.toLowerCase();
}

/** `es_MX`; some webhooks write `es-MX`. */
export function languageOf(written: unknown): string | undefined {
  return field(written)?.replace('-', '_');
}
