export * from '../target.ts';
