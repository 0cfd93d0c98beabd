/** Languages that tools for authors and operators speak, the first where nothing says otherwise. */
export const TONGUES = ['es', 'en'] as const;
export type Tongue = (typeof TONGUES)[number];
