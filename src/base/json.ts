/** What survives JSON.stringify and JSON.parse unchanged: all that conversations and rows may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
