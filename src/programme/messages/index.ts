import type { Manifest } from '../manifest.ts';
import { messagesReport } from './report.ts';

/** What was sent, what became of it and what it cost. */
export const messages = { name: 'messages', reports: [messagesReport] } satisfies Manifest;
