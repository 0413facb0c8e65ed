using System.Net;
using Minio.Exceptions;

namespace ImageAttach.Stores.S3;

/// <summary>What went wrong, in the words of a store: what happened to which thing, and what to do.</summary>
internal sealed class S3Failure(S3Location location)
{
    /// <summary>What the SDK or the network throws.</summary>
    public static bool Covers(Exception failure) => failure is HttpRequestException or MinioException or IOException;

    /// <param name="action">What was done, and the right that it takes.</param>
    /// <param name="key">The file it was done to; null when it was none in particular.</param>
    /// <param name="cause">What the SDK or the network said.</param>
    public Exception Create(S3Action action, StoreKey? key, Exception cause)
    {
        if (key is not null && action.Kind == S3ActionKind.Open && cause is S3RefusedException { StatusCode: HttpStatusCode.NotFound, Code: not "NoSuchBucket" })
            return new ImageFileNotFoundException(key, $"The {location}", cause);
        if (action == S3Action.OpenUpload && cause is S3RefusedException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed, Code: not "NoSuchBucket" })
            return new ImageUploadException($"The upload in the {location} was removed, or replaced while it was read. Request another upload.", cause);
        string what = key is null ? $"The {location} could not be {action.Done}" : $"The file of {key} could not be {action.Done} the {location}";
        return new ImageStoreException($"{what}: {cause.Message} {Remedy(action, cause)}", cause);
    }

    private string Remedy(S3Action action, Exception cause) => cause is S3RefusedException refusal
        ? refusal.Code switch
        {
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "InvalidSecurity" =>
                $"Set AccessKey and SecretKey to credentials of {location.Endpoint.Authority}, and Region to the bucket's (now '{location.Region}').",
            "RequestTimeTooSkewed" or "RequestExpired" => "Set this machine's clock: the server takes requests that are at most 15 minutes off.",
            "NoSuchBucket" => $"Create the bucket '{location.Bucket}', or set Bucket and Endpoint to one that is there.",
            "AccessDenied" or "AllAccessDisabled" or "AccountProblem" => action.Kind == S3ActionKind.Open
                ? "The credentials need s3:GetObject there; without s3:ListBucket a server also says so of files that aren't there."
                : $"The credentials need {action.Right} there.",
            "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
                $"The bucket lies elsewhere: set Region (now '{location.Region}') and Endpoint to where it is.",
            "PreconditionFailed" when action.Kind == S3ActionKind.Put => "It has a file of that name already, and never replaces one.",
            "PreconditionFailed" => "The file was replaced while it was read.",
            "EntityTooLarge" => "A server takes at most 5 GiB at once.",
            _ when refusal.IsTransient => "The server isn't in order. Try again later, or raise MaxRetries.",
            _ => "Options that this server may not know are ACLs, storage classes and UseConditionalPut: unset them.",
        }
        : $"Make sure that Endpoint, {location.Endpoint.GetLeftPart(UriPartial.Authority)}, is right and that this machine may reach it.";
}
