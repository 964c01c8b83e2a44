/** The text of a form's field, without spaces around it unless `isExact`. */
export function formText(form: FormData, name: string, isExact = false): string {
  const value = form.get(name);
  if (typeof value !== 'string') return '';
  return isExact ? value : value.trim();
}
