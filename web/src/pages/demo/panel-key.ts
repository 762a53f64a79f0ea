/** Where the state of the simulated platforms is kept for every card of the page. */
export const panelKey = ['demo', 'panel'];
