/** No XML may hold it: write-excel-file leaves it out of what it writes. */
const LEFT_OUT = '\u0000';

/**
 * A text for a cell of write-excel-file, which looks texts up in a plain object: one that every object has for a key
 * ("constructor", "valueOf") would come out empty. What stands in the file is the text itself.
 */
export const sheetText = (text: string): string => (text in Object.prototype ? text + LEFT_OUT : text);
