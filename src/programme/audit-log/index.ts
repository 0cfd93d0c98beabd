import type { Manifest } from '../manifest.ts';
import { auditLines } from './lines.ts';
import { auditList } from './routes.ts';

export { auditLines } from './lines.ts';

/** Who did what: lines are written by the house itself (programme/recorded.ts, the effect `audit`). */
export const auditLog = { name: 'audit-log', operations: [auditLines], routes: [auditList] } satisfies Manifest;
