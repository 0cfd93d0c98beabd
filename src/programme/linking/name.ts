export * from '../folded-name.ts';
