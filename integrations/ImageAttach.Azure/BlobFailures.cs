using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ImageAttach.Azure;

/// <summary>Turns what the SDK throws into the exceptions of stores: what happened, to which thing, and what to do.</summary>
/// <remarks>Messages have the server's status and error code alone: its texts may quote how a request was signed.</remarks>
internal sealed class BlobFailures(BlobServiceClient service, string container)
{
    /// <summary>Whether the SDK or the network failed, and not the caller.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="cancellationToken">The caller's token. A cancellation that isn't the caller's is a timeout of the SDK.</param>
    public static bool Covers(Exception failure, CancellationToken cancellationToken) =>
        failure is RequestFailedException or AuthenticationFailedException or AggregateException or IOException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Whether the server has an object of that name already.</summary>
    public static bool IsTaken(Exception failure) => Last(failure) is RequestFailedException { Status: 409 or 412, ErrorCode: var code }
        && (code == BlobErrorCode.BlobAlreadyExists || code == BlobErrorCode.ConditionNotMet || code == "UnauthorizedBlobOverwrite");

    /// <summary>Whether the server refused a request, so that it did nothing.</summary>
    public static bool IsRefusal(Exception failure) => Last(failure) is RequestFailedException { Status: >= 400 and < 500 and not (408 or 429) };

    /// <summary>Whether the object isn't there, although its container is.</summary>
    public static bool IsMissing(Exception failure) => Last(failure) is RequestFailedException { Status: 404 } missing && missing.ErrorCode != BlobErrorCode.ContainerNotFound;

    /// <param name="action">What was done.</param>
    /// <param name="key">The file it was done to; null for none in particular.</param>
    /// <param name="failure">What was thrown.</param>
    public Exception Create(BlobAction action, StoreKey? key, Exception failure)
    {
        Exception cause = Last(failure);
        if (key is not null && action == BlobAction.Open && IsMissing(cause))
            return new ImageFileNotFoundException(key, $"The {this}", cause);
        if (action == BlobAction.OpenUpload && (IsMissing(cause) || IsTaken(cause)))
            return new ImageUploadException($"The upload in the {this} was removed, or replaced while it was read. Request another upload.", cause);
        string what = key is null ? $"The {this} could not be {action.Done}" : $"The file of {key} could not be {action.Done} the {this}";
        return new ImageStoreException($"{what}: {Describe(cause)} {Advise(action, cause)}".TrimEnd(), cause);
    }

    /// <summary>The container, as messages show it.</summary>
    public override string ToString() => $"container '{container}' of {service.Uri.Authority}{service.Uri.AbsolutePath.TrimEnd('/')}";

    // After its last try the SDK throws what each of them threw.
    private static Exception Last(Exception failure) => failure is AggregateException { InnerExceptions: [.., Exception last] } ? last : failure;

    private static string Describe(Exception cause) => cause switch
    {
        RequestFailedException { Status: > 0, ErrorCode: { Length: > 0 } code } refusal => FormattableString.Invariant($"the server answered {refusal.Status} {code}."),
        RequestFailedException { Status: > 0 } refusal => FormattableString.Invariant($"the server answered {refusal.Status}."),
        AuthenticationFailedException => "the credential has no token.",
        OperationCanceledException => "the server took longer than the SDK waits.",
        _ => cause.Message,
    };

    private string Advise(BlobAction action, Exception cause) => cause switch
    {
        RequestFailedException { Status: > 0 } refusal => Advise(action, refusal),
        AuthenticationFailedException => "Sign in with `az login`, give the machine an identity, or set Credential or ConnectionString.",
        OperationCanceledException => "Try again later, or raise ClientOptions.Retry.NetworkTimeout.",
        _ => $"Make sure that the endpoint {service.Uri.GetLeftPart(UriPartial.Authority)} is right and that this machine can reach it.",
    };

    private string Advise(BlobAction action, RequestFailedException refusal) => refusal.ErrorCode switch
    {
        "BlobAlreadyExists" or "ConditionNotMet" or "UnauthorizedBlobOverwrite" => action == BlobAction.Put
            ? "It has a file of that name already, and never replaces one."
            : "The file was replaced while it was read.",
        "ContainerNotFound" => $"Create the container '{container}', or set Container to one that exists.",
        "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation" =>
            "Set ConnectionString to that of the account, or Credential to one of its tenant, and set this machine's clock: the server accepts 15 minutes of difference.",
        "KeyBasedAuthenticationNotPermitted" => "The account accepts no keys: set Credential instead of ConnectionString.",
        "AuthorizationPermissionMismatch" or "AuthorizationFailure" or "InsufficientAccountPermissions" or "AuthorizationResourceTypeMismatch" =>
            "The credential needs the role Storage Blob Data Contributor there, and for signed URLs Storage Blob Delegator; the account's firewall must let this machine in.",
        "BlobArchived" or "BlobBeingRehydrated" => "The file lies in the archive tier: move it to another tier, and wait until it is there.",
        _ when refusal.Status is 408 or 429 or >= 500 => "Try again later, or raise ClientOptions.Retry.MaxRetries.",
        _ when refusal.Status is 401 or 403 => "The credential needs the role Storage Blob Data Contributor there.",
        _ => "",
    };
}
