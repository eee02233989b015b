/** Every JSON body of this API fits a hundred times. */
export const JSON_BODY_BYTES = 64 * 1024;
