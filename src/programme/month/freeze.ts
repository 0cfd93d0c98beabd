import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sheet } from '../../domain/sheet.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { by } from '../audit-by.ts';
