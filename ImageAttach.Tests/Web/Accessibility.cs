using Microsoft.Playwright;

namespace ImageAttach.Tests.Web;

/// <summary>What would keep somebody from reading or using a page: too little contrast, nothing to call a thing by, too small to touch, cut off.</summary>
internal static class Accessibility
{
    private const string Find =
        """
        () => {
            const mistakes = [];
            const tell = (what, element) => mistakes.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
            const seen = element => element.checkVisibility() && !element.closest('.hidden-visually, .skip');

            const parse = colour => colour.match(/[\d.]+/g).map(Number);
            const luminance = ([r, g, b]) => [r, g, b].map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
                .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
            const behind = element => {
                for (let each = element; each; each = each.parentElement) {
                    const colour = parse(getComputedStyle(each).backgroundColor);
                    if (colour.length === 3)
                        return colour;
                }
                return [255, 255, 255];
            };
            const texts = [...document.body.querySelectorAll('*')]
                .filter(element => seen(element) && !element.matches(':disabled') && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && !element.closest(':disabled, option'));
            for (const element of texts) {
                const [light, dark] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => b - a);
                if (element.textContent.trim() !== '·' && (light + .05) / (dark + .05) < 4.5)
                    tell(`contrast ${((light + .05) / (dark + .05)).toFixed(1)}`, element);
            }

            for (const image of document.images)
                if (!image.hasAttribute('alt'))
                    tell('no alt', image);
            for (const field of document.querySelectorAll('input:not([type=hidden]), select, progress'))
                if (!field.labels.length && !field.ariaLabel)
                    tell('no label', field);
            for (const button of document.querySelectorAll('button, a, summary'))
                if (!button.textContent.trim() && !button.querySelector('img[alt]:not([alt=""])'))
                    tell('no name', button);
            for (const button of [...document.querySelectorAll('button, .button, select, input[type=text], nav a')].filter(seen))
                if (button.getBoundingClientRect().height < 43)
                    tell(`only ${button.getBoundingClientRect().height} high`, button);
            for (const element of [...document.querySelectorAll('main *')].filter(element => seen(element) && !element.closest('pre')))
                if (element.getBoundingClientRect().right > innerWidth + 1)
                    tell('cut off', element);
            const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
            for (const id of ids.filter((id, at) => ids.indexOf(id) < at))
                mistakes.push(`two of id ${id}`);
            if (!document.documentElement.lang || !document.title || document.querySelectorAll('h1').length !== 1 || document.querySelectorAll('main').length !== 1)
                mistakes.push('language, title, heading or main part');
            return mistakes;
        }
        """;

    public static Task<string[]> MistakesInAsync(IPage page) => page.EvaluateAsync<string[]>(Find);
}
