using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner with image sets that its derived classes can't name, or not in every assembly.</summary>
internal partial class Patient
{
    public int Id { get; set; }

    [ImageAttachment(ForeignKey = nameof(PatientPicture.PatientId))]
    public partial ImageSet<PatientPicture> Picture { get; }

    [ImageAttachment(ForeignKey = nameof(PatientScan.PatientId))]
    internal partial ImageSet<PatientScan> Scan { get; }

    [ImageAttachment(ForeignKey = nameof(PatientRecord.PatientId))]
    private partial ImageSet<PatientRecord> Record { get; }

    public static ImageSet<PatientRecord> RecordOf(Patient patient) => patient.Record;
}

internal sealed partial class Inpatient : Patient
{
    [ImageAttachment]
    public partial ImageSet<InpatientBadge> Badge { get; }
}

[ImageEntity]
internal sealed partial class PatientPicture : Image
{
    [Key] public int PatientId { get; set; }
}

[ImageEntity]
internal sealed partial class PatientScan : Image
{
    [Key] public int PatientId { get; set; }
}

[ImageEntity]
internal sealed partial class PatientRecord : Image
{
    [Key] public int PatientId { get; set; }
}

[ImageEntity]
internal sealed partial class InpatientBadge : Image
{
    [Key] public int InpatientId { get; set; }
}
