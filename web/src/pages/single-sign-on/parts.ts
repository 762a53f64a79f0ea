// One chunk: the first page pays for the name of each.
export { SignOnButton, WindowButton } from './buttons.tsx';
export { ReturnPage } from './return-page.tsx';
