using System.Data;
using System.Globalization;
using Dapper;

namespace NewsBot.Storage.Values;

/// <summary>Instants as integers: microseconds since 1970-01-01 UTC.</summary>
internal sealed class InstantHandler : SqlMapper.ITypeHandler
{
    public static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public object Parse(Type destinationType, object value) =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    // The type is told for null too: PostgreSQL cannot guess that of a parameter which stands alone.
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is DateTimeOffset instant ? Microseconds(instant) : DBNull.Value;
    }
}
