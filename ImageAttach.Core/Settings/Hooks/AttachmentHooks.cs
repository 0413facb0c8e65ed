using System.Transactions;
using ImageAttach.Diagnostics;

namespace ImageAttach;

/// <summary>Runs the hooks of settings, one after another.</summary>
internal static class AttachmentHooks
{
    /// <summary>Shows a file to each hook, before it becomes an original.</summary>
    /// <exception cref="ImageRefusedException">A hook refused it.</exception>
    /// <exception cref="AttachmentHookException">A hook failed.</exception>
    public static async Task RunAttachingAsync(CandidateImage image, CancellationToken cancellationToken)
    {
        foreach (IAttachmentHook hook in ImageAttachSettings.Current.Hooks)
        {
            try
            {
                await hook.AttachingAsync(image, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not ImageRefusedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new AttachmentHookException(
                    $"The hook {hook.GetType()} failed, so the {image.ObjectType} wasn't attached: {failure.Message} Nothing was changed. Try again once the hook works.",
                    failure);
            }
        }
    }

    /// <summary>Shows an original to each hook, after it is committed. Never throws.</summary>
    // Its scope, if there was one, has ended: a connection that a hook opens must not join it.
    public static async Task RunAttachedAsync(ImageAttachSettings settings, AttachedImage image)
    {
        using IDisposable? context = settings.Resume();
        using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        foreach (IAttachmentHook hook in settings.Hooks)
        {
            using CancellationTokenSource timeout = new(settings.HookTimeout, settings.Clock);
            try
            {
                await hook.AttachedAsync(image, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                Events.HookFailed(settings.Logger, hook.GetType(), image.Original.Key, failure);
            }
        }
    }
}
