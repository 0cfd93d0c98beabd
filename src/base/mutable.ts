/**
 * The same while it is being made. On hot paths an optional field is put in afterwards: `...(x ? { x } : {})` in the middle
 * of an object costs V8 a call of its own each time.
 */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
