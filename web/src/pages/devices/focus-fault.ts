/** After a form was refused: the keyboard goes to the first field that is wrong, once it is drawn so. */
export function focusFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const field = form.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? form.querySelector<HTMLElement>('input:invalid, input[type="radio"]'))?.focus();
  });
}
